package eu.ttc.grants.portal;

import eu.ttc.grants.accounting.AccountStatement;
import eu.ttc.grants.agreement.Letter;
import eu.ttc.grants.application.DocumentInfo;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with a stored document, always as a file to save: what people upload is never run. */
public final class Downloads {

  private Downloads() {}

  /** The document as an answer. */
  public static ResponseEntity<byte[]> of(DocumentInfo document, byte[] content) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(document.mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(document.fileName(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(content);
  }

  /** The agreement as an answer. */
  public static ResponseEntity<byte[]> of(Letter letter) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(letter.fileName()).build().toString())
        .eTag("\"" + letter.sha256() + "\"")
        .body(letter.content());
  }

  /** The statement of account as an answer; another one a moment later may say more. */
  public static ResponseEntity<byte[]> of(AccountStatement statement) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(statement.fileName()).build().toString())
        .body(statement.content());
  }
}
