package eu.ttc.grants.local;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.portal.Http;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What administrators and the panel do about a call as a whole. */
final class Programme {

  private static final int QUICK_BCRYPT = 4;

  /** No majority of the experts of an application is from one country, so there are several. */
  private static final List<String> COUNTRIES = List.of("NL", "BE", "DE", "FR", "LU");

  private final PlatformProcess platform;
  private final KeyedClient ada;

  Programme(PlatformProcess platform, Http portal, Random dice) {
    this.platform = platform;
    this.ada = new KeyedClient(portal.as("ada", "ada"), dice);
  }

  /** Gives a budget line of the fund this much. */
  void allocate(String line, long cents) {
    ada.post(
        200,
        "/api/budget/lines/%s/allocations".formatted(line),
        """
        {"scheme": "INNOVATION_FUND", "amountCents": %d, "decision": "MC 2026/1",
         "reason": "Budget of the call."}
        """
            .formatted(cents));
  }

  /** Announces a call that is open now, and tells its reference. */
  String announceCall(List<String> languages) {
    var now = OffsetDateTime.now(Applications.PROGRAMME_ZONE);
    return ada.post(
            201,
            "/api/calls",
            """
            {"title": "A simulated call", "opensAt": "%s", "closesAt": "%s", "languages": [%s],
             "grantsExpectedOn": "%s"}
            """
                .formatted(
                    now.minusMinutes(5),
                    now.plusDays(2),
                    languages.stream().map("\"%s\""::formatted).collect(Collectors.joining(", ")),
                    LocalDate.from(now).plusDays(120)))
        .json()
        .path("reference")
        .asString();
  }

  void closeCall(String call) {
    ada.post(
        200, "/api/calls/%s/closure".formatted(call), "{\"reason\": \"Everybody has applied.\"}");
  }
}
