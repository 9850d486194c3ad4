package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.FieldProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of the application's form that a request asks for: what was missing and nothing else.
 * Whatever else is sent is left alone.
 */
final class MissingFields {

  private static final String DOCUMENTS = "documents.";

  private final List<String> fields;
  private final List<DocumentKind> documents;

  MissingFields(List<FieldProblem> missing) {
    var names = missing.stream().map(FieldProblem::field).toList();
    fields =
        names.stream()
            .filter(name -> !name.startsWith(DOCUMENTS))
            .map(MissingFields::asked)
            .distinct()
            .toList();
    documents =
        names.stream()
            .filter(name -> name.startsWith(DOCUMENTS))
            .map(name -> DocumentKind.valueOf(name.substring(DOCUMENTS.length())))
            .toList();
  }

  /** Fields, groups and lists of the dossier, by their names. */
  public List<String> fields() {
    return fields;
  }

  /** Kinds of documents. */
  public List<DocumentKind> documents() {
    return documents;
  }

  /** What stands in the fields so far, as its applicant would have typed it. */
  Map<String, String> typed(Dossier dossier, Locale locale) {
    return Rows.withoutBlank(asked(DossierForm.of(dossier, locale)));
  }

  /** The asked fields among what was sent. */
  Map<String, String> asked(Map<String, String> sent) {
    var asked = new LinkedHashMap<String, String>();
    DossierForm.fields(sent)
        .forEach(
            (name, value) -> {
              if (fields.stream().anyMatch(field -> isPartOf(name, field))) {
                asked.put(name, value);
              }
            });
    return asked;
  }

  /** The dossier with the asked fields as typed, and everything else as it was. */
  DossierForm.Said read(Dossier dossier, Map<String, String> typed, JsonMapper json) {
    var said = DossierForm.read(Rows.withoutBlank(asked(typed)));
    ObjectNode told = json.valueToTree(said.dossier());
    ObjectNode supplemented = json.valueToTree(dossier);
    for (var field : fields) {
      var parts = field.split("\\.");
      if (parts.length == 1) {
        supplemented.set(field, told.get(field));
      } else {
        supplemented.withObject("/" + parts[0]).set(parts[1], told.path(parts[0]).get(parts[1]));
      }
    }
    return new DossierForm.Said(json.treeToValue(supplemented, Dossier.class), said.unreadable());
  }

  /** Partners, and what only the fund asks, are asked for as a whole. */
  private static String asked(String field) {
    if (field.startsWith("partners[")) {
      return "partners";
    }
    return field.startsWith("fund.") ? "fund" : field;
  }

  private static boolean isPartOf(String name, String field) {
    return name.equals(field) || name.startsWith(field + ".") || name.startsWith(field + "[");
  }
}
