package eu.ttc.grants.portal;

import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes uploaded files; what browsers and clients say about them is cleaned first. */
@Component
public class Uploads {

  private final Documents documents;

  Uploads(Documents documents) {
    this.documents = documents;
  }

  /**
   * Stores an uploaded file as a document.
   *
   * @throws InvalidInput with the rule {@code tooLarge} naming the limit, before it is read
   */
  public DocumentInfo store(
      ApplicationRef ref, String applicant, DocumentKind kind, MultipartFile file) {
    if (file.getSize() > Documents.LIMIT_BYTES) {
      throw InvalidInput.of(
          "file",
          "tooLarge",
          "the document has %d bytes; at most %d (10 MB) are taken"
              .formatted(file.getSize(), Documents.LIMIT_BYTES));
    }
    try {
      return documents.add(
          ref,
          applicant,
          kind,
          plainName(file.getOriginalFilename()),
          mediaType(file.getContentType()),
          file.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("an uploaded file cannot be read", e);
    }
  }

  private static String plainName(@Nullable String told) {
    var path = told == null ? "" : told.replace('\\', '/');
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "").strip();
  }

  private static String mediaType(@Nullable String told) {
    try {
      var type = told == null ? null : MediaType.parseMediaType(told);
      return type == null || type.isWildcardType() || type.isWildcardSubtype()
          ? MediaType.APPLICATION_OCTET_STREAM_VALUE
          : type.getType() + "/" + type.getSubtype();
    } catch (InvalidMediaTypeException e) {
      return MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }
  }
}
