package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Properties;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Tasklist's schema")
class TasklistCorrectionTest {

  private static final String SCHEMA = "schema/os/create/template/tasklist-list-view.json";
  private static final String SHIPPED =
      "{\"creationTime\": {\"format\": \"date_time || epoch_millis\", \"type\": \"date\"}}";

  @TempDir private Path folder;

  @Test
  @DisplayName("takes moments without milliseconds, in new data and whenever that starts again")
  void isCorrectedForNewData() throws IOException {
    var settings = settings();
    ship("tasklist-els-schema-8.6.0.jar");

    var first = TasklistCorrection.jars(settings);
    Files.createDirectories(settings.data().resolve("opensearch"));
    var time = Files.getLastModifiedTime(first.getFirst());
    var again = TasklistCorrection.jars(settings);

    assertThat(again).isEqualTo(first).hasSize(1);
    assertThat(Files.getLastModifiedTime(again.getFirst())).isEqualTo(time);
    assertThat(schemaIn(first.getFirst()))
        .isEqualTo(
            SHIPPED.replace(
                "date_time || epoch_millis",
                "date_time || strict_date_optional_time || epoch_millis"));
  }

  @Test
  @DisplayName("stays as it was for data that were made with it")
  void staysForOlderData() throws IOException {
    var settings = settings();
    ship("tasklist-els-schema-8.6.0.jar");
    Files.createDirectories(settings.data().resolve("opensearch"));

    assertThat(TasklistCorrection.jars(settings)).isEmpty();
  }

  @Test
  @DisplayName("is missed in a distribution that has none")
  void isMissed() throws IOException {
    var settings = settings();
    ship("something-else.jar");

    assertThatThrownBy(() -> TasklistCorrection.jars(settings))
        .hasMessageContaining("tasklist-els-schema");
  }

  private PlatformSettings settings() {
    var properties = new Properties();
    properties.setProperty("grants.local.shared", folder.resolve("shared").toString());
    properties.setProperty("grants.local.camunda", folder.resolve("camunda").toString());
    return PlatformSettings.from(properties);
  }

  private void ship(String name) {
    var files = new LinkedHashMap<String, byte[]>();
    files.put(SCHEMA, SHIPPED.getBytes(StandardCharsets.UTF_8));
    SmallJar.in(folder.resolve("camunda").resolve("lib"), name, files);
  }

  private static String schemaIn(Path jar) throws IOException {
    try (var opened = new JarFile(jar.toFile());
        var in = opened.getInputStream(opened.getEntry(SCHEMA))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
