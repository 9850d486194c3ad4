package eu.ttc.grants.payment.web;

import eu.ttc.grants.payment.BankFile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with a bank file, to save it; its entity tag is its fingerprint. */
final class BankFileAnswer {

  private BankFileAnswer() {}

  static ResponseEntity<byte[]> of(BankFile file) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_XML)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(file.fileName()).build().toString())
        .eTag("\"" + file.sha256() + "\"")
        .body(file.content());
  }
}
