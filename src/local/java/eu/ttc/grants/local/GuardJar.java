package eu.ttc.grants.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The small jar that carries {@link Guard} into the other Java processes. */
final class GuardJar {

  private static final List<Class<?>> CLASSES = List.of(Guard.class, OpenSearchNode.class);
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private GuardJar() {}

  /** Writes the jar unless it lies there already: caches of the processes depend on its time. */
  static Path in(Path folder) {
    var jar = folder.resolve("guard.jar");
    try {
      var content = content();
      if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), content)) {
        Files.createDirectories(folder);
        var draft = Files.createTempFile(folder, "guard", ".jar");
        Files.write(draft, content);
        Files.setLastModifiedTime(draft, LONG_AGO);
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + jar, e);
    }
  }

  private static byte[] content() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      for (var type : CLASSES) {
        var name = type.getName().replace('.', '/') + ".class";
        var entry = new JarEntry(name);
        entry.setLastModifiedTime(LONG_AGO);
        jar.putNextEntry(entry);
        try (var in = type.getResourceAsStream("/" + name)) {
          in.transferTo(jar);
        }
      }
    }
    return bytes.toByteArray();
  }
}
