package eu.ttc.grants.portal;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client sends to apply: complete, until a test spoils one field. */
public final class Told {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime() % 10_000_000);

  private final ObjectNode body;

  private Told(ObjectNode body) {
    this.body = body;
  }

  /** An application that is written out in JSON. */
  public static Told of(String json) {
    return new Told((ObjectNode) JSON.readTree(json));
  }

  /** A complete application for a voucher, of an enterprise that nobody knew before. */
  public static Told complete() {
    var start = LocalDate.now(ZoneId.of("Europe/Amsterdam")).plusDays(30);
    return new Told(
        (ObjectNode)
            JSON.readTree(
                """
                {
                  "scheme": "VOUCHER",
                  "enterprise": {
                    "name": "VacuClean Industrial B.V.", "registrationNumber": "%d",
                    "legalForm": "LIMITED_LIABILITY", "street": "Fabrieksweg 12",
                    "postalCode": "5613 AB", "town": "Eindhoven", "country": "NL",
                    "region": "EINDHOVEN", "sector": "HIGH_TECH_MATERIALS",
                    "foundedOn": "2011-03-01", "headcount": 24, "turnoverCents": 310000000,
                    "balanceTotalCents": 190000000, "subscribedCapitalCents": 10000000,
                    "reservesCents": 42000000, "accumulatedLossesCents": 0, "holdings": [],
                    "email": "office@vacuclean.example", "telephone": "+31 40 555 0101"
                  },
                  "project": {
                    "title": "Vacuum washer", "summary": "Parts are washed in a vacuum.",
                    "workPlan": "Build, test, report.", "startsOn": "%s", "endsOn": "%s",
                    "sector": "HIGH_TECH_MATERIALS"
                  },
                  "partners": [{"name": "Institut für Oberflächen", "country": "DE",
                                "region": "AACHEN", "role": "knowledge provider"}],
                  "costs": [{"description": "Test bench", "amountCents": 500000}],
                  "priorDeMinimis": [{"grantedBy": "Province", "grantedOn": "2025-02-03",
                                      "amountCents": 1000000}],
                  "declarations": {"firstResearch": true, "workStarted": false,
                    "recoveryOrder": false, "fundedElsewhere": false, "insolvent": false,
                    "truthful": true},
                  "bankAccount": {"iban": "NL91ABNA0417164300", "bic": "ABNANL2A",
                                  "holder": "VacuClean Industrial B.V."},
                  "requestedAmountCents": 500000
                }
                """
                    .formatted(NUMBER.incrementAndGet(), start, start.plusMonths(5))));
  }

  /** The same with this field set; {@code json} is a JSON value, {@code null} removes the field. */
  public Told with(String pointer, @Nullable String json) {
    var copy = body.deepCopy();
    var at = JsonPointer.compile(pointer);
    var last = at.last();
    switch (copy.at(at.head())) {
      case ArrayNode list -> list.set(last.getMatchingIndex(), JSON.readTree(String.valueOf(json)));
      case ObjectNode object -> {
        if (json == null) {
          object.remove(last.getMatchingProperty());
        } else {
          object.set(last.getMatchingProperty(), JSON.readTree(json));
        }
      }
      default -> throw new IllegalArgumentException("there is no " + pointer);
    }
    return new Told(copy);
  }

  @Override
  public String toString() {
    return JSON.writeValueAsString(body);
  }
}
