package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.ServedTest;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("The frame of every page")
class FrameTest {

  private final Browser browser;

  FrameTest(@LocalServerPort int port) {
    this.browser = Browser.ofSomebody(port);
  }

  @Test
  @DisplayName("brings its style, scripts and pictures to who has not signed in")
  void isServedToEverybody() {
    var page = browser.open("/sign-in").html();
    var files = new ArrayList<String>();
    files.addAll(page.select("link[rel=stylesheet], link[rel=icon]").eachAttr("href"));
    files.addAll(page.select("script[src], img").eachAttr("src"));

    assertThat(files).hasSizeGreaterThan(4).anyMatch(it -> it.endsWith("style.css"));
    for (var file : files) {
      var answer = browser.open(file);
      assertThat(answer.status()).as(file).isEqualTo(200);
      assertThat(answer.path()).as(file).isEqualTo(file);
    }
  }

  @Test
  @DisplayName("has no address for a file that there is not")
  void refusesUnknownFiles() {
    assertThat(browser.open("/assets/css/other.css").status()).isEqualTo(404);
  }
}
