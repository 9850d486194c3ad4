package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path folder;

  @Test
  void isGivenToOneProcessOnly() throws Exception {
    try (var own = FolderLock.take(folder).orElseThrow()) {
      assertThat(exitCodeOfAnotherProcess()).isEqualTo(Taker.REFUSED);
    }
    assertThat(exitCodeOfAnotherProcess()).isEqualTo(Taker.TAKEN);
  }

  private int exitCodeOfAnotherProcess() throws Exception {
    var other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Taker.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return other.exitValue();
  }

  /** Another process that tries to take the lock and tells the outcome by its exit code. */
  static final class Taker {

    static final int TAKEN = 10;
    static final int REFUSED = 11;

    public static void main(String[] args) throws Exception {
      System.exit(FolderLock.take(Path.of(args[0])).isPresent() ? TAKEN : REFUSED);
    }
  }
}
