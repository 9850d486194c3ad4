package eu.ttc.grants.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Java program that the platform runs in a process of its own.
 *
 * @param name what people call it
 * @param key its name in file names
 * @param classPath jars only; those that many classes are loaded from come first
 * @param flags options of the virtual machine, the same in every run
 * @param properties system properties, which may differ from run to run
 */
record JavaProgram(
    String name,
    String key,
    String mainClass,
    List<String> arguments,
    List<Path> classPath,
    List<String> flags,
    Map<String, String> properties,
    Path workingDirectory) {

  /**
   * What the names of jars begin with that many classes are loaded from at start. A virtual machine
   * that records for a cache compares the origin of each class with one jar of the class path after
   * the other; with these behind 400 others, a start took three times as long.
   */
  private static final List<String> LOADED_MOST =
      List.of(
          "spring-",
          "log4j-",
          "jackson-",
          "hibernate-",
          "tomcat-",
          "ehcache-",
          "netty-",
          "opensearch-",
          "lucene-",
          "zeebe-",
          "operate-",
          "tasklist-",
          "camunda-",
          "snakeyaml-",
          "kryo-",
          "graphql-",
          "micrometer-",
          "http",
          "guava-",
          "scala-",
          "reactor-",
          "protobuf-",
          "grpc-");

  private static final List<String> COMMON_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xss512k",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED");

  JavaProgram {
    classPath = classPath.stream().sorted(Comparator.comparingInt(JavaProgram::placeOf)).toList();
  }

  private static int placeOf(Path jar) {
    var name = jar.getFileName().toString();
    for (int place = 0; place < LOADED_MOST.size(); place++) {
      if (name.startsWith(LOADED_MOST.get(place))) {
        return place;
      }
    }
    return LOADED_MOST.size();
  }

  /** The options that decide whether a cache of one run fits another. */
  List<String> stableOptions() {
    var options = new ArrayList<>(COMMON_FLAGS);
    options.addAll(flags);
    return options;
  }

  /** The class path with the guard in front. */
  List<Path> guardedClassPath(Path guardJar) {
    var jars = new ArrayList<Path>();
    jars.add(guardJar);
    jars.addAll(classPath);
    return jars;
  }

  /** All words behind {@code java}, for an argument file: one quoted word per line. */
  List<String> argumentFile(Path guardJar, List<String> cacheOptions) {
    var words = new ArrayList<>(stableOptions());
    words.addAll(cacheOptions);
    new LinkedHashMap<>(properties).forEach((name, value) -> words.add("-D" + name + "=" + value));
    words.add("-cp");
    words.add(
        String.join(
            System.getProperty("path.separator"),
            guardedClassPath(guardJar).stream().map(Path::toString).toList()));
    words.add(Guard.class.getName());
    words.add(mainClass);
    words.addAll(arguments);
    return words.stream().map(JavaProgram::quoted).toList();
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
