package eu.ttc.grants.portal;

import eu.ttc.grants.accounting.AccountStatement;
import eu.ttc.grants.agreement.Letter;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.payment.BankFile;
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
    return known(MediaType.APPLICATION_PDF, letter.fileName(), letter.sha256(), letter.content());
  }

  /** The bank file as an answer, the same each time. */
  public static ResponseEntity<byte[]> of(BankFile file) {
    return known(MediaType.APPLICATION_XML, file.fileName(), file.sha256(), file.content());
  }

  /** Never another one: its entity tag is its fingerprint. */
  private static ResponseEntity<byte[]> known(
      MediaType type, String fileName, String sha256, byte[] content) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(fileName).build().toString())
        .eTag("\"" + sha256 + "\"")
        .body(content);
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
