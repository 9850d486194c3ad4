package eu.ttc.grants.local.samples;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.ServedTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Without an engine: the samples are sent, and nothing answers them. */
@ServedTest
@DisplayName("Loading the samples")
class LoadSamplesTest {

  private static final Path SAMPLES = Path.of("src/samples");

  private final URI portal;
  private final JdbcClient jdbc;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  LoadSamplesTest(@LocalServerPort int port, JdbcClient jdbc) {
    this.portal = URI.create("http://localhost:" + port);
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("submits each complete one as its applicant, and a second time nothing twice")
  void loadsNothingTwice() throws Exception {
    assertThat(load(portal)).isFalse();
    var first = said();
    var submitted = submitted();

    assertThat(load(portal)).isFalse();

    assertThat(submitted).hasSize(15);
    assertThat(submitted()).isEqualTo(submitted);
    assertThat(first).contains("Héliotherm Énergies SRL", "DIFFERS: no answer in time");
    assertThat(first).doesNotContain("cannot be loaded");
    assertThat(said()).contains("was loaded before").doesNotContain("json  loaded");
    assertThat(documents()).isEqualTo(29);
  }

  @Test
  @DisplayName("says how to start the platform when it does not run")
  void saysHowToStart() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThat(load(URI.create("http://localhost:" + free))).isFalse();

    assertThat(said())
        .contains("No portal answers at http://localhost:" + free, "mvn -Plocal spring-boot:run");
  }

  private boolean load(URI address) throws InterruptedException, IOException {
    said.reset();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return LoadSamples.allAsExpected(address, SAMPLES, Duration.ZERO, Clock.systemUTC(), out);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private List<String> submitted() {
    return jdbc.sql(
            "select reference from application where status = 'SUBMITTED'"
                + " and applicant in (:people) order by reference")
        .param("people", applicants())
        .query(String.class)
        .list();
  }

  private long documents() {
    return jdbc.sql("select count(*) from document where uploaded_by in (:people)")
        .param("people", applicants())
        .query(Long.class)
        .single();
  }

  private static List<String> applicants() {
    try {
      return SampleFilesTest.samples().stream().map(sample -> sample.person().username()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
