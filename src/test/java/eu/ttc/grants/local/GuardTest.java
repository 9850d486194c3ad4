package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class GuardTest {

  @TempDir Path folder;

  @Test
  void endsItsProgramInGoodOrderWhenThePlatformIsGone() throws Exception {
    var program = start();

    program.getOutputStream().close();

    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
    assertThat(folder.resolve("closed")).exists();
  }

  @Test
  void leavesCtrlCToThePlatform() throws Exception {
    var program = start();

    new ProcessBuilder("kill", "-INT", String.valueOf(program.pid())).start().waitFor();
    new ProcessBuilder("kill", "-HUP", String.valueOf(program.pid())).start().waitFor();

    assertThat(program.waitFor(1, TimeUnit.SECONDS)).isFalse();
    program.getOutputStream().close();
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private Process start() throws Exception {
    var jar = GuardJar.in(folder);
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jar + ":" + System.getProperty("java.class.path"),
                Guard.class.getName(),
                Program.class.getName(),
                folder.toString())
            .start();
    assertThat(program.inputReader().readLine()).isEqualTo("started");
    return program;
  }

  /** Runs until it is ended and leaves a file when it could close in good order. */
  static final class Program {

    public static void main(String[] args) throws Exception {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(args[0])));
      System.out.println("started");
      new CountDownLatch(1).await();
    }

    private static void leave(String folder) {
      try {
        Files.createFile(Path.of(folder, "closed"));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
