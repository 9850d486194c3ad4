package eu.ttc.grants.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar that the platform writes for the class path of another Java process. */
final class SmallJar {

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private SmallJar() {}

  /**
   * Writes the jar unless it lies there already: caches of the processes depend on its time.
   *
   * @param files their contents by their names, in the order in which they are written
   */
  static Path in(Path folder, String name, SequencedMap<String, byte[]> files) {
    var jar = folder.resolve(name);
    try {
      var content = content(files);
      if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), content)) {
        Files.createDirectories(folder);
        var draft = Files.createTempFile(folder, name, ".draft");
        Files.write(draft, content);
        Files.setLastModifiedTime(draft, LONG_AGO);
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + jar, e);
    }
  }

  private static byte[] content(SequencedMap<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        var entry = new JarEntry(file.getKey());
        entry.setLastModifiedTime(LONG_AGO);
        jar.putNextEntry(entry);
        jar.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
