package eu.ttc.grants.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Keeps the import of Tasklist 8.6.0 from standing still for good. It writes the moment at which a
 * task was created or completed as {@code 2026-11-26T01:27:28Z} when it has no milliseconds, which
 * happens to one task in five hundred, into a field that demands them; OpenSearch refuses the
 * record, and Tasklist tries the same one for ever. With the correction in front of its class path,
 * the field takes both. Fields of data that were made without it cannot be changed and stay.
 */
final class TasklistCorrection {

  private static final String SCHEMA = "schema/os/create/template/tasklist-list-view.json";
  private static final String DEMANDS_MILLISECONDS = "\"date_time || epoch_millis\"";
  private static final String TAKES_BOTH =
      "\"date_time || strict_date_optional_time || epoch_millis\"";

  private TasklistCorrection() {}

  /** What is to lie in front of Tasklist's own jars: the correction, or nothing for older data. */
  static List<Path> jars(PlatformSettings settings) throws IOException {
    var mark = settings.data().resolve("tasklist-corrected");
    if (!Files.exists(mark)) {
      if (Files.exists(settings.data().resolve("opensearch"))) {
        return List.of();
      }
      Files.createDirectories(settings.data());
      Files.createFile(mark);
    }
    var files = new LinkedHashMap<String, byte[]>();
    files.put(SCHEMA, corrected(settings.camundaClassPath()));
    return List.of(SmallJar.in(settings.caches(), "tasklist-correction.jar", files));
  }

  private static byte[] corrected(List<Path> distribution) throws IOException {
    for (var path : distribution) {
      if (path.getFileName().toString().startsWith("tasklist-els-schema-")) {
        try (var jar = new JarFile(path.toFile());
            var in = jar.getInputStream(jar.getEntry(SCHEMA))) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace(DEMANDS_MILLISECONDS, TAKES_BOTH)
              .getBytes(StandardCharsets.UTF_8);
        }
      }
    }
    throw new IllegalStateException(
        "The distribution has no tasklist-els-schema, whose fields Tasklist 8.6.0 needs corrected");
  }
}
