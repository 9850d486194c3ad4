package eu.ttc.grants.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a mail, part by part, in the recipient's language; {@code templates/mails} lays it
 * out and adds no words.
 *
 * @param programme who writes
 * @param facts which application, what amount, until when
 * @param reasons why, one sentence each
 * @param conditions of an award, one each
 * @param words why, as a person put it
 * @param next what to do, or that nothing has to be done
 * @param remedy how to object
 * @param link where to go on
 */
public record MailContent(
    String language,
    String programme,
    String title,
    String greeting,
    String happened,
    List<Fact> facts,
    @Nullable Section reasons,
    @Nullable Section conditions,
    @Nullable Section words,
    Section next,
    @Nullable Section remedy,
    String open,
    String link,
    String closing,
    String footer) {

  /** A label and what it stands for, apart and in one line. */
  public record Fact(String label, String value, String line) {}

  /** A heading with its paragraphs. */
  public record Section(String title, List<String> paragraphs) {}
}
