package eu.ttc.grants.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What can be chosen about the local platform, and where its files lie.
 *
 * @param folder what one platform owns: data, logs, settings, run file
 * @param shared what several platforms may share: the unpacked distribution, caches
 * @param camunda the unpacked Camunda distribution
 * @param fresh whether to delete the data first
 * @param training whether to write caches that make later starts faster; never in the first start,
 *     which people wait for and which that would slow down
 * @param stopWithParent whether to stop when the process that started this one ends
 */
record PlatformSettings(
    Path folder,
    Path shared,
    Path camunda,
    Ports ports,
    boolean fresh,
    boolean training,
    boolean stopWithParent) {

  private static final List<String> MAVENS_OWN =
      List.of("/org/apache/maven/", "/org/apache/ant/", "/org/codehaus/plexus/");

  /**
   * Reads the system properties that the profile {@code local} of the build sets.
   *
   * @throws IllegalArgumentException if one of them cannot be read
   */
  static PlatformSettings from(Properties properties) {
    var shared = Path.of(required(properties, "grants.local.shared")).toAbsolutePath();
    var folder = properties.getProperty("grants.local.folder", shared.toString());
    return new PlatformSettings(
        Path.of(folder).toAbsolutePath(),
        shared,
        Path.of(required(properties, "grants.local.camunda")).toAbsolutePath(),
        Ports.parse(properties.getProperty("ports", "")),
        isOn(properties, "fresh", false),
        isOn(properties, "grants.local.training", true) && Files.isDirectory(cachesIn(shared)),
        isOn(properties, "grants.local.stop-with-parent", false));
  }

  Path data() {
    return folder.resolve("data");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path generated() {
    return folder.resolve("generated");
  }

  Path caches() {
    return cachesIn(shared);
  }

  private static Path cachesIn(Path shared) {
    return shared.resolve("caches");
  }

  /** The jars of OpenSearch, in the order in which the build resolved them. */
  List<Path> openSearchClassPath() {
    var file = shared.resolve("opensearch.classpath");
    try (var lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && MAVENS_OWN.stream().noneMatch(line::contains))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read %s, which every build writes: run mvn -Plocal spring-boot:run"
              .formatted(file),
          e);
    }
  }

  /** The jars of the Camunda distribution, sorted, so that every start has the same class path. */
  List<Path> camundaClassPath() {
    try (var files = Files.list(camunda.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No Camunda distribution in %s, where every build unpacks it: run mvn -Plocal spring-boot:run"
              .formatted(camunda),
          e);
    }
  }

  private static String required(Properties properties, String name) {
    var value = properties.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "System property %s is missing: start with mvn -Plocal spring-boot:run".formatted(name));
    }
    return value;
  }

  private static boolean isOn(Properties properties, String name, boolean otherwise) {
    var value = properties.getProperty(name);
    return value == null ? otherwise : value.isBlank() || Boolean.parseBoolean(value);
  }
}
