package eu.ttc.grants.local.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads sample dossiers. So that they never grow old, a date may be written as {@code today},
 * {@code today + P2M} or {@code today - P14M}.
 */
final class SampleFiles {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Pattern DAY = Pattern.compile("today(?: ([+-]) (P\\w+))?");

  private SampleFiles() {}

  /** A file as it is written. */
  private record Written(
      String shows,
      Outcome expected,
      JsonNode applicant,
      JsonNode application,
      List<SampleDocument> documents) {}

  /**
   * Reads all samples of a folder, in the order of their file names.
   *
   * @throws IllegalArgumentException naming the file that cannot be understood
   */
  static List<Sample> read(Path folder, LocalDate today) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("There is no folder %s with samples".formatted(folder));
    }
    var samples = new ArrayList<Sample>();
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (var file : files) {
        samples.add(sample(file, today));
      }
    }
    samples.sort((one, other) -> one.file().compareTo(other.file()));
    return List.copyOf(samples);
  }

  private static Sample sample(Path file, LocalDate today) throws IOException {
    try {
      var tree = withDays(JSON.readTree(Files.readString(file)), today);
      var written = JSON.treeToValue(tree, Written.class);
      return new Sample(
          file.getFileName().toString(),
          written.shows(),
          written.expected(),
          written.applicant(),
          written.application(),
          written.documents());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static JsonNode withDays(JsonNode node, LocalDate today) {
    return switch (node) {
      case ObjectNode object -> {
        object.propertyNames().forEach(name -> object.set(name, withDays(object.get(name), today)));
        yield object;
      }
      case ArrayNode list -> {
        for (int i = 0; i < list.size(); i++) {
          list.set(i, withDays(list.get(i), today));
        }
        yield list;
      }
      case StringNode text -> StringNode.valueOf(day(text.stringValue(), today));
      default -> node;
    };
  }

  private static String day(String text, LocalDate today) {
    var day = DAY.matcher(text);
    if (!day.matches()) {
      return text;
    }
    if (day.group(1) == null) {
      return today.toString();
    }
    var distance = Period.parse(day.group(2));
    return (day.group(1).equals("+") ? today.plus(distance) : today.minus(distance)).toString();
  }
}
