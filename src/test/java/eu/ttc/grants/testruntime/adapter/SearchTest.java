package eu.ttc.grants.testruntime.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<ObjectNode> TASKS =
      List.of(
          document(
              """
              {"userTaskKey": "1", "state": "CREATED", "priority": 50, "assignee": null,
               "candidateGroups": ["evaluators"], "creationDate": "2026-11-24T08:00:00.000Z"}\
              """),
          document(
              """
              {"userTaskKey": "2", "state": "COMPLETED", "priority": 9, "assignee": "eva",
               "candidateGroups": [], "creationDate": "2026-11-24T07:00:00.500Z"}\
              """),
          document(
              """
              {"userTaskKey": "3", "state": "CANCELED", "priority": 100, "assignee": "emil",
               "candidateGroups": ["evaluators", "programme-officers"],
               "creationDate": "2026-11-24T09:00:00.000Z"}\
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                          | 1 2 3
          {'state': 'CREATED'}                                        | 1
          {'state': {'$eq': 'CREATED'}}                               | 1
          {'state': {'$neq': 'CREATED'}}                              | 2 3
          {'state': {'$in': ['CREATED', 'CANCELED']}}                 | 1 3
          {'state': {'$notIn': ['CREATED', 'CANCELED']}}              | 2
          {'state': {'$in': [], '$notIn': [], '$eq': null}}           | 1 2 3
          {'tags': [], 'localVariables': []}                          | 1 2 3
          {'priority': {'$gte': 50}}                                  | 1 3
          {'priority': {'$lt': 50}}                                   | 2
          {'assignee': {'$exists': true}}                             | 2 3
          {'assignee': {'$exists': false}}                            | 1
          {'assignee': {'$like': 'e*a'}}                              | 2
          {'assignee': {'$like': 'e?a'}}                              | 2
          {'candidateGroup': 'programme-officers'}                    | 3
          {'creationDate': {'$gt': '2026-11-24T08:30:00+01:00'}}      | 1 3
          {'$or': [{'state': 'CREATED'}, {'assignee': 'emil'}]}       | 1 3
          {'state': 'CREATED', 'priority': 9}                         | ''
          """)
  void filters(String filter, String expectedKeys) {
    assertThat(keys("{\"filter\": " + filter.replace('\'', '"') + "}")).isEqualTo(expectedKeys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{'field': 'priority', 'order': 'ASC'}]      | 2 1 3
          [{'field': 'priority', 'order': 'DESC'}]     | 3 1 2
          [{'field': 'creationDate', 'order': 'ASC'}]  | 2 1 3
          [{'field': 'assignee', 'order': 'DESC'}]     | 2 3 1
          []                                           | 1 2 3
          """)
  void sorts(String sort, String expectedKeys) {
    assertThat(keys("{\"sort\": " + sort.replace('\'', '"') + "}")).isEqualTo(expectedKeys);
  }

  @Test
  void givesOnePageAndWhereTheNextBegins() {
    var first = Search.page(TASKS, document("{\"page\": {\"limit\": 2}}"));

    assertThat(first.path("items")).hasSize(2);
    assertThat(first.path("page").path("totalItems").asInt()).isEqualTo(3);

    var after = first.path("page").path("endCursor").asText();
    var second = document("{\"page\": {\"limit\": 2, \"after\": \"" + after + "\"}}");
    assertThat(Search.page(TASKS, second).path("items")).hasSize(1);
  }

  @Test
  void refusesFiltersItDoesNotKnow() {
    assertThatThrownBy(() -> keys("{\"filter\": {\"colour\": \"red\"}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colour");
    assertThatThrownBy(() -> keys("{\"filter\": {\"state\": {\"$near\": \"x\"}}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("$near");
  }

  private static String keys(String request) {
    var items = Search.page(TASKS, document(request)).path("items");
    return String.join(
        " ",
        StreamSupport.stream(items.spliterator(), false)
            .map((JsonNode task) -> task.path("userTaskKey").asText())
            .toList());
  }

  private static ObjectNode document(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
