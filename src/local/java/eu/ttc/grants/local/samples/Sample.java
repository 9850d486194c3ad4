package eu.ttc.grants.local.samples;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One sample dossier.
 *
 * @param file its name in the folder of samples
 * @param shows in one sentence, what the programme can be seen to do with it
 * @param expected how the programme answers
 * @param applicant what {@code POST /api/applicants} takes
 * @param application what {@code POST /api/applications} takes
 * @param documents what is uploaded with it
 */
record Sample(
    String file,
    String shows,
    Outcome expected,
    JsonNode applicant,
    JsonNode application,
    List<SampleDocument> documents) {

  Person person() {
    return new Person(text(applicant, "/username"), text(applicant, "/password"));
  }

  String enterprise() {
    return text(application, "/enterprise/name");
  }

  String region() {
    return text(application, "/enterprise/region");
  }

  String projectTitle() {
    return text(application, "/project/title");
  }

  private String text(JsonNode node, String pointer) {
    var found = node.at(pointer);
    if (!found.isString()) {
      throw new IllegalArgumentException("%s: %s is missing".formatted(file, pointer));
    }
    return found.stringValue();
  }
}
