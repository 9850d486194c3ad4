package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("run");
  }

  @Test
  void remembersProcessesAcrossRuns() {
    var broker = new RunFile.Entry("Zeebe broker", 4711, Instant.ofEpochMilli(1_700_000_000_123L));

    RunFile.begin(file).add(broker);

    assertThat(RunFile.read(file)).containsExactly(broker);
  }

  @Test
  void knowsOnlyTheLatestProcessOfAName() {
    var runFile = RunFile.begin(file);
    runFile.add(new RunFile.Entry("OpenSearch", 1, Instant.EPOCH));
    runFile.add(new RunFile.Entry("OpenSearch", 2, Instant.EPOCH));

    assertThat(RunFile.read(file)).extracting(RunFile.Entry::pid).containsExactly(2L);
  }

  @Test
  void passesOverLinesThatAHardStopLeftUnreadable() throws Exception {
    Files.writeString(file, "Zeebe broker\t12\nOpenSearch\tx\t5\nTasklist\t7\t1000\n");

    assertThat(RunFile.read(file))
        .containsExactly(new RunFile.Entry("Tasklist", 7, Instant.ofEpochMilli(1_000)));
  }

  @Test
  void isEmptyWhereNothingRan() {
    assertThat(RunFile.read(file)).isEmpty();
  }

  @Test
  void recognisesAProcessThatStillRuns() {
    RunFile.begin(file).add(RunFile.Entry.of("Platform", ProcessHandle.current()));

    assertThat(RunFile.read(file).getFirst().stillRunning()).contains(ProcessHandle.current());
  }

  @Test
  void doesNotTakeAnotherProcessWithTheSameIdForIt() {
    var startedAt = ProcessHandle.current().info().startInstant().orElseThrow();
    var earlier =
        new RunFile.Entry(
            "Platform", ProcessHandle.current().pid(), startedAt.minus(Duration.ofMinutes(1)));

    assertThat(earlier.stillRunning()).isEmpty();
  }

  @Test
  void leavesNoFileAfterAnOrderlyStop() {
    RunFile.begin(file).delete();

    assertThat(file).doesNotExist();
  }
}
