package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void createJar() throws Exception {
    jar = Files.writeString(folder.resolve("program.jar"), "content");
  }

  @Test
  void recordsUntilThereIsACache() throws Exception {
    var cache = cacheOf(program("-Xmx1g", "a"));
    assertThat(cache.options(true)).anyMatch(option -> option.startsWith("-XX:AOTConfiguration="));
    assertThat(cache.options(false)).isEmpty();

    Files.createFile(fileOf(cache));

    assertThat(cache.options(true)).containsExactly("-XX:AOTCache=" + fileOf(cache));
  }

  @Test
  void fitsWhateverTheSystemPropertiesAre() {
    assertThat(fileOf(cacheOf(program("-Xmx1g", "b"))))
        .isEqualTo(fileOf(cacheOf(program("-Xmx1g", "a"))));
  }

  @Test
  void doesNotFitAfterAChangeOfFlagsOrJars() throws Exception {
    var before = fileOf(cacheOf(program("-Xmx1g", "a")));

    assertThat(fileOf(cacheOf(program("-Xmx2g", "a")))).isNotEqualTo(before);

    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
    assertThat(fileOf(cacheOf(program("-Xmx1g", "a")))).isNotEqualTo(before);
  }

  private StartCache cacheOf(JavaProgram program) {
    return new StartCache(program, jar, folder);
  }

  private static Path fileOf(StartCache cache) {
    return cache.file();
  }

  private JavaProgram program(String flag, String property) {
    return new JavaProgram(
        "Program",
        "program",
        "Main",
        List.of(),
        List.of(jar),
        List.of(flag),
        Map.of("property", property),
        folder);
  }
}
