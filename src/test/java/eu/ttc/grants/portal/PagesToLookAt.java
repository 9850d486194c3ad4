package eu.ttc.grants.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the pages that tests open in {@code target/pages}, in three languages and with their style
 * sheet, for people to look at: open them in a browser, or have one draw them ({@code chromium
 * --headless --screenshot}). Only where {@code LOOK_AT_PAGES} is set in the environment.
 */
final class PagesToLookAt {

  private static final Path FOLDER = Path.of("target", "pages");
  private static final Path STYLE = Path.of("src", "main", "resources", "static");

  /** How many states of one page are kept in one language. */
  private static final int STATES = 8;

  private static final Map<String, Integer> KEPT = new ConcurrentHashMap<>();

  private PagesToLookAt() {}

  static boolean wanted() {
    return System.getenv("LOOK_AT_PAGES") != null;
  }

  /**
   * @param path of the page, with the numbers of this run
   */
  static void keep(String path, String language, String html) {
    var name = path.replaceAll("[VF]-\\d{4}-\\d{6}", "ref").replaceAll("\\W+", "-");
    var state = KEPT.merge(name + language, 1, Integer::sum);
    if (state > STATES) {
      return;
    }
    try {
      for (var file : new String[] {"css/style.css", "images/mark.svg"}) {
        var copy = FOLDER.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(STYLE.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(
          FOLDER.resolve("%s.%d.%s.html".formatted(name, state, language)),
          html.replaceAll("(href|src)=\"/assets/(css|images)/", "$1=\"$2/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
