package eu.ttc.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;

@DisplayName("Every text is there in four languages")
class MessageBundlesTest {

  /** Told by the API, which speaks English. */
  private static final List<String> ONLY_ENGLISH = List.of("ValidationMessages");

  /** Settings of the test run, which nobody reads. */
  private static final List<String> NO_TEXTS = List.of("junit-platform");

  private static final List<String> TRANSLATIONS = List.of("nl", "de", "fr");
  private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");

  /** Names of all bundles, without language and ending. */
  static Stream<String> bundles() throws IOException {
    var files = new PathMatchingResourcePatternResolver();
    var found = new ArrayList<String>();
    for (var folder : List.of("", "texts/")) {
      for (var file : files.getResources("classpath*:" + folder + "*.properties")) {
        if (file.isFile() && file.getFilename() != null) {
          found.add(folder + file.getFilename().replaceFirst("(_[a-z]{2})?\\.properties$", ""));
        }
      }
    }
    return found.stream()
        .filter(bundle -> !ONLY_ENGLISH.contains(bundle) && !NO_TEXTS.contains(bundle))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void keysAreTheSame(String bundle) throws IOException {
    var english = texts(bundle, "");

    for (var language : TRANSLATIONS) {
      assertThat(texts(bundle, "_" + language).stringPropertyNames())
          .as(bundle + " in " + language)
          .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void argumentsAreTheSame(String bundle) throws IOException {
    var english = texts(bundle, "");

    for (var language : TRANSLATIONS) {
      var translated = texts(bundle, "_" + language);
      for (var key : english.stringPropertyNames()) {
        assertThat(arguments(translated.getProperty(key, ""), Locale.of(language)))
            .as(key + " of " + bundle + " in " + language)
            .isEqualTo(arguments(english.getProperty(key), Locale.ENGLISH));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void textsAreNotEmptyAndApostrophesAreDoubledOnlyBesideArguments(String bundle)
      throws IOException {
    for (var ending : List.of("", "_nl", "_de", "_fr")) {
      texts(bundle, ending)
          .forEach(
              (key, text) -> {
                assertThat(text.toString()).as(key + " of " + bundle + ending).isNotBlank();
                var single = text.toString().replace("''", "").contains("'");
                var doubled = text.toString().contains("''");
                assertThat(hasArguments(text.toString()) ? single : doubled)
                    .as("apostrophes in %s of %s%s".formatted(key, bundle, ending))
                    .isFalse();
              });
    }
  }

  private static int arguments(String text, Locale locale) {
    return hasArguments(text)
        ? new MessageFormat(text, locale).getFormatsByArgumentIndex().length
        : 0;
  }

  private static boolean hasArguments(String text) {
    return ARGUMENT.matcher(text).find();
  }

  private static Properties texts(String bundle, String ending) throws IOException {
    var file = new ClassPathResource(bundle + ending + ".properties");
    return PropertiesLoaderUtils.loadProperties(new EncodedResource(file, StandardCharsets.UTF_8));
  }
}
