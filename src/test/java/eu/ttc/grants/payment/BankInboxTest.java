package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalMatchers.aryEq;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import eu.ttc.grants.kernel.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The inbox of the bank's files")
class BankInboxTest {

  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  @TempDir private Path folder;

  private final BankMessages messages = mock(BankMessages.class);
  private BankInbox inbox;

  @BeforeEach
  void openInbox() {
    inbox =
        new BankInbox(
            new InboxSettings(folder, Duration.ofMinutes(1), Duration.ofSeconds(10)),
            messages,
            Clock.fixed(NOW, ZoneOffset.UTC));
    when(messages.take(any(), any()))
        .thenReturn(
            new BankMessageResult(
                1,
                BankMessageKind.STATEMENT,
                "S",
                "",
                "system",
                NOW,
                List.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void movesWhatWasTakenAndLeavesWhatIsStillBeingWritten() throws IOException {
    put("a.xml", "<a/>", Duration.ofMinutes(1));
    put("b.xml", "<b", Duration.ofSeconds(3));
    put("c.part", "<c/>", Duration.ofMinutes(1));

    inbox.pickUp();

    verify(messages).take(aryEq("<a/>".getBytes()), eq("system"));
    verifyNoMoreInteractions(messages);
    assertThat(folder.resolve("done/a.xml")).hasContent("<a/>");
    assertThat(folder.resolve("a.xml")).doesNotExist();
    assertThat(folder.resolve("b.xml")).exists();
    assertThat(folder.resolve("c.part")).exists();
  }

  @Test
  void putsTheReasonBesideWhatWasRefused() throws IOException {
    put("bad.xml", "<bad/>", Duration.ofMinutes(1));
    when(messages.take(any(), any()))
        .thenThrow(InvalidInput.of("file", "balance", "is not whole: it closes with another sum"));

    inbox.pickUp();

    assertThat(folder.resolve("refused/bad.xml")).hasContent("<bad/>");
    assertThat(folder.resolve("refused/bad.xml.txt"))
        .content()
        .contains("is not whole: it closes with another sum", "Nothing was taken");
    assertThat(folder.resolve("bad.xml")).doesNotExist();
  }

  @Test
  void endsTheReasonWithOneDot() throws IOException {
    put("cut.xml", "<cut", Duration.ofMinutes(1));
    when(messages.take(any(), any()))
        .thenThrow(InvalidInput.of("file", "wellFormed", "is cut off: it must end."));

    inbox.pickUp();

    assertThat(folder.resolve("refused/cut.xml.txt"))
        .hasContent("The file is cut off: it must end.\nNothing was taken from it.\n");
  }

  @Test
  void keepsWhatCouldNotBeDealtWithAndGoesOnWithTheOthers() throws IOException {
    put("a.xml", "<a/>", Duration.ofMinutes(1));
    put("b.xml", "<b/>", Duration.ofMinutes(1));
    when(messages.take(aryEq("<a/>".getBytes()), any()))
        .thenThrow(new IllegalStateException("the database is away"));

    assertThatThrownBy(inbox::pickUp).hasMessageContaining("away");

    assertThat(folder.resolve("a.xml")).exists();
    assertThat(folder.resolve("done/b.xml")).exists();
  }

  @Test
  void keepsTwoFilesOfOneNameApart() throws IOException {
    put("a.xml", "<a/>", Duration.ofMinutes(1));
    inbox.pickUp();
    put("a.xml", "<a>other</a>", Duration.ofMinutes(1));
    inbox.pickUp();
    put("a.xml", "<a/>", Duration.ofMinutes(1));
    inbox.pickUp();

    try (var done = Files.list(folder.resolve("done"))) {
      assertThat(done).hasSize(2);
    }
  }

  private void put(String name, String content, Duration age) throws IOException {
    var file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}
