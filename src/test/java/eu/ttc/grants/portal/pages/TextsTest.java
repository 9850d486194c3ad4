package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Texts in four languages")
class TextsTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)[,}]");

  /** The English files: each is the fallback of its bundle. */
  static Stream<Path> bundles() throws IOException {
    try (var texts = Files.list(RESOURCES.resolve("texts"))) {
      return Stream.concat(Stream.of(RESOURCES.resolve("messages.properties")), texts.sorted())
          .filter(file -> file.toString().matches(".*/[a-z]+\\.properties"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void everyLanguageSaysTheSameWithTheSameArguments(Path english) throws IOException {
    var arguments = arguments(english);

    for (var language : Language.values()) {
      if (language != Language.EN) {
        var name = english.getFileName().toString().replace(".", "_" + language.code() + ".");
        assertThat(arguments(english.resolveSibling(name))).as(name).isEqualTo(arguments);
      }
    }
  }

  /** The arguments of each text by its key; a text without words fails. */
  private static TreeMap<String, String> arguments(Path file) throws IOException {
    var texts = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      texts.load(reader);
    }
    var arguments = new TreeMap<String, String>();
    texts.forEach(
        (key, text) -> {
          assertThat(text.toString()).as("%s in %s", key, file).isNotBlank();
          arguments.put(
              key.toString(),
              ARGUMENT
                  .matcher(text.toString())
                  .results()
                  .map((MatchResult found) -> found.group(1))
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(",")));
        });
    return arguments;
  }
}
