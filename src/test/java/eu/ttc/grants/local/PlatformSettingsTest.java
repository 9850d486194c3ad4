package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformSettingsTest {

  @TempDir Path folder;

  @Test
  void readsOptionsWithAndWithoutValue() {
    assertThat(settings("fresh", "").fresh()).isTrue();
    assertThat(settings("fresh", "true").fresh()).isTrue();
    assertThat(settings("fresh", "false").fresh()).isFalse();
    assertThat(settings("other", "").fresh()).isFalse();
  }

  @Test
  void recordsForFasterStartsOnlyAfterTheFirst() throws Exception {
    assertThat(settings("grants.local.training", "true").training()).isFalse();
    Files.createDirectories(folder.resolve("caches"));
    assertThat(settings("grants.local.training", "true").training()).isTrue();
    assertThat(settings("grants.local.training", "false").training()).isFalse();
  }

  @Test
  void leavesMavensOwnJarsOffTheClassPathOfOpenSearch() throws Exception {
    Files.writeString(
        folder.resolve("opensearch.classpath"),
        """
        /m2/org/apache/maven/plugins/maven-antrun-plugin-3.2.0.jar
        /m2/org/opensearch/opensearch-2.19.1.jar
        /m2/org/apache/lucene/lucene-core-9.12.1.jar
        /m2/org/apache/ant/ant-1.10.15.jar
        """);

    assertThat(settings("fresh", "false").openSearchClassPath())
        .containsExactly(
            Path.of("/m2/org/opensearch/opensearch-2.19.1.jar"),
            Path.of("/m2/org/apache/lucene/lucene-core-9.12.1.jar"));
  }

  @Test
  void saysHowToStartWhenItIsStartedWithoutTheBuild() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlatformSettings.from(new Properties()))
        .withMessageContaining("mvn -Plocal spring-boot:run");
  }

  private PlatformSettings settings(String name, String value) {
    var properties = new Properties();
    properties.setProperty("grants.local.shared", folder.toString());
    properties.setProperty("grants.local.camunda", folder.resolve("camunda").toString());
    properties.setProperty(name, value);
    return PlatformSettings.from(properties);
  }
}
