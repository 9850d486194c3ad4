package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The searches of the REST API of Camunda 8.9: filter, sort, page. A filter it does not know is an
 * error, never ignored: a test would pass for the wrong reason.
 */
final class Search {

  private static final int DEFAULT_LIMIT = 100;
  private static final Map<String, String> FIELD_OF_FILTER =
      Map.of("candidateGroup", "candidateGroups", "candidateUser", "candidateUsers");

  private Search() {}

  /** Whether a document is among those that a search request asks for. */
  static Predicate<ObjectNode> asked(JsonNode request) {
    return document -> matches(document, request.path("filter"));
  }

  /** The page of documents that a search request asks for, in the form of the API. */
  static ObjectNode page(List<ObjectNode> documents, JsonNode request) {
    var found =
        documents.stream().filter(asked(request)).sorted(order(request.path("sort"))).toList();
    var page = request.path("page");
    int from = page.has("after") ? cursor(page.get("after")) : page.path("from").asInt(0);
    int to = Math.min(found.size(), from + page.path("limit").asInt(DEFAULT_LIMIT));
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("items", array(from < to ? found.subList(from, to) : List.of()));
    answer
        .putObject("page")
        .put("totalItems", found.size())
        .put("hasMoreTotalItems", false)
        .put("startCursor", Integer.toString(from))
        .put("endCursor", Integer.toString(Math.max(from, to)));
    return answer;
  }

  static ArrayNode array(List<ObjectNode> documents) {
    return JsonNodeFactory.instance.arrayNode().addAll(documents);
  }

  private static int cursor(JsonNode after) {
    return Integer.parseInt(after.asText());
  }

  private static boolean matches(ObjectNode document, JsonNode filter) {
    for (var condition : filter.properties()) {
      if (!matches(document, condition.getKey(), condition.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(ObjectNode document, String name, JsonNode condition) {
    if (condition.isNull() || condition.isContainerNode() && condition.isEmpty()) {
      return true;
    }
    if (name.equals("$or")) {
      return StreamSupport.stream(condition.spliterator(), false)
          .anyMatch(alternative -> matches(document, alternative));
    }
    var field = FIELD_OF_FILTER.getOrDefault(name, name);
    if (!document.has(field) || condition.isArray()) {
      throw new IllegalArgumentException("the test runtime does not know the filter " + name);
    }
    var value = document.get(field);
    return condition.isObject() ? satisfies(value, condition) : equal(value, condition);
  }

  private static boolean satisfies(JsonNode value, JsonNode operators) {
    for (var operator : operators.properties()) {
      var operand = operator.getValue();
      boolean none = operand.isNull() || operand.isArray() && operand.isEmpty();
      if (!none && !satisfies(value, operator.getKey(), operand)) {
        return false;
      }
    }
    return true;
  }

  private static boolean satisfies(JsonNode value, String operator, JsonNode operand) {
    return switch (operator) {
      case "$eq" -> equal(value, operand);
      case "$neq" -> !equal(value, operand);
      case "$exists" -> value.isNull() != operand.asBoolean();
      case "$in" -> isAnyOf(value, operand);
      case "$notIn" -> !isAnyOf(value, operand);
      case "$like" -> !value.isNull() && like(operand.asText()).matcher(value.asText()).matches();
      case "$gt" -> !value.isNull() && compare(value, operand) > 0;
      case "$gte" -> !value.isNull() && compare(value, operand) >= 0;
      case "$lt" -> !value.isNull() && compare(value, operand) < 0;
      case "$lte" -> !value.isNull() && compare(value, operand) <= 0;
      default -> throw new IllegalArgumentException("the test runtime does not know " + operator);
    };
  }

  private static boolean isAnyOf(JsonNode value, JsonNode operands) {
    return StreamSupport.stream(operands.spliterator(), false)
        .anyMatch(operand -> equal(value, operand));
  }

  private static boolean equal(JsonNode value, JsonNode operand) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .anyMatch(element -> equal(element, operand));
    }
    return !value.isNull() && compare(value, operand) == 0;
  }

  private static int compare(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    var one = left.asText();
    var other = right.asText();
    if (one.contains("T") && other.contains("T")) {
      try {
        return OffsetDateTime.parse(one)
            .toInstant()
            .compareTo(OffsetDateTime.parse(other).toInstant());
      } catch (DateTimeException notMoments) {
        return one.compareTo(other);
      }
    }
    return one.compareTo(other);
  }

  private static Pattern like(String wildcards) {
    var pattern = new StringBuilder();
    for (char c : wildcards.toCharArray()) {
      pattern.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  private static Comparator<ObjectNode> order(JsonNode sorts) {
    var fields = new ArrayList<Comparator<ObjectNode>>();
    for (JsonNode sort : sorts) {
      var field = sort.path("field").asText();
      Comparator<JsonNode> values = Search::compare;
      if (sort.path("order").asText().equalsIgnoreCase("DESC")) {
        values = values.reversed();
      }
      var ordered = Comparator.nullsLast(values);
      fields.add((a, b) -> ordered.compare(valueOrNone(a, field), valueOrNone(b, field)));
    }
    return fields.stream().reduce(Comparator::thenComparing).orElse((a, b) -> 0);
  }

  private static @org.jspecify.annotations.Nullable JsonNode valueOrNone(
      ObjectNode document, String field) {
    var value = document.path(field);
    return value.isNull() || value.isMissingNode() ? null : value;
  }
}
