package eu.ttc.grants.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** The small jar that carries {@link Guard} into the other Java processes. */
final class GuardJar {

  private static final List<Class<?>> CLASSES = List.of(Guard.class, OpenSearchNode.class);

  private GuardJar() {}

  /** Writes the jar unless it lies there already. */
  static Path in(Path folder) {
    var classes = new LinkedHashMap<String, byte[]>();
    for (var type : CLASSES) {
      var name = type.getName().replace('.', '/') + ".class";
      try (var in = type.getResourceAsStream("/" + name)) {
        classes.put(name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + type, e);
      }
    }
    return SmallJar.in(folder, "guard.jar", classes);
  }
}
