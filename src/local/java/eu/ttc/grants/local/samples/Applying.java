package eu.ttc.grants.local.samples;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Applies for one sample as its applicant; what was done before is not done again. */
final class Applying {

  private final Portal portal;
  private final Sample sample;

  Applying(Portal portal, Sample sample) {
    this.portal = portal;
    this.sample = sample;
  }

  Result apply() throws Refused, PortalDown {
    register();
    var known = earlier();
    var reference = known == null ? draft() : known.path("reference").asString();
    var path = "/api/applications/" + reference;
    if (known == null || known.path("status").asString().equals("DRAFT")) {
      addDocuments(path + "/documents");
      portal.post(sample.person(), path + "/submission", key("submit", sample.application()), null);
    }
    return Result.loaded(sample, reference, known == null);
  }

  private void register() throws Refused, PortalDown {
    try {
      portal.post(null, "/api/applicants", key("register", sample.applicant()), sample.applicant());
    } catch (Refused refused) {
      if (refused.status() != 422) {
        throw refused;
      }
      // the account may be there already; if it is not, signing in below fails
      requireSignIn(refused);
    }
  }

  private void requireSignIn(Refused registration) throws Refused, PortalDown {
    try {
      portal.get(sample.person(), "/api/applications");
    } catch (Refused unknown) {
      throw new Refused(
          unknown.status(),
          "%s can neither register (%s) nor sign in with this password"
              .formatted(sample.person().username(), registration.getMessage()));
    }
  }

  /** The application for this project that the applicant has already, if any. */
  private @Nullable JsonNode earlier() throws Refused, PortalDown {
    return portal
        .get(sample.person(), "/api/applications")
        .valueStream()
        .filter(one -> sample.projectTitle().equals(one.path("projectTitle").asString()))
        .findFirst()
        .orElse(null);
  }

  private String draft() throws Refused, PortalDown {
    return portal
        .post(
            sample.person(),
            "/api/applications",
            key("draft", sample.application()),
            sample.application())
        .path("reference")
        .asString();
  }

  private void addDocuments(String path) throws Refused, PortalDown {
    var present = portal.get(sample.person(), path);
    for (var document : sample.documents()) {
      if (present.valueStream().noneMatch(one -> isKind(one, document.kind()))) {
        portal.upload(
            sample.person(), path, document.kind(), document.fileName(), Pdf.of(document.html()));
      }
    }
  }

  private static boolean isKind(JsonNode document, String kind) {
    return Objects.equals(document.path("kind").asString(), kind);
  }

  /** The same for the same content, so that a file that was edited is not taken for the old one. */
  private String key(String step, JsonNode content) {
    var fingerprint = UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
    return "sample/%s/%s/%s".formatted(sample.file(), step, fingerprint);
  }
}
