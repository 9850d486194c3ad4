package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Uploads;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/applications/{reference}/documents")
@Tag(name = "Documents")
class DocumentsApi {

  private final Documents documents;
  private final Uploads uploads;
  private final Access access;

  DocumentsApi(Documents documents, Uploads uploads, Access access) {
    this.documents = documents;
    this.uploads = uploads;
    this.access = access;
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Add a document of at most 10 MB")
  ResponseEntity<DocumentInfo> add(
      @PathVariable String reference,
      @RequestParam DocumentKind kind,
      @RequestPart MultipartFile file,
      Authentication signedIn) {
    var ref = Access.reference(reference);
    var stored = uploads.store(ref, signedIn.getName(), kind, file);
    return ResponseEntity.created(
            URI.create("/api/applications/%s/documents/%s".formatted(ref, stored.id())))
        .body(stored);
  }

  @GetMapping
  @Operation(summary = "All documents of an application")
  List<DocumentInfo> all(@PathVariable String reference, Authentication signedIn) {
    return documents.of(access.visible(reference, Viewer.of(signedIn)).reference());
  }

  @GetMapping("/{id}")
  @Operation(summary = "The content of a document")
  ResponseEntity<byte[]> content(
      @PathVariable String reference, @PathVariable String id, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    var document = access.document(ref, id);
    return Downloads.of(document, access.content(ref, document.id()));
  }
}
