package eu.ttc.grants.local;

import java.util.EnumMap;
import java.util.Map;

/** Which number each port of the platform has. */
record Ports(Map<LocalPort, Integer> numbers) {

  private static final int HIGHEST = 65_535;

  /**
   * Reads the option {@code -Dports}: empty for the usual numbers, {@code +100} to move them all,
   * {@code portal:8090,tasklist:9088} to choose some, or both: {@code +100,portal:8090}.
   *
   * @throws IllegalArgumentException saying which part of the option cannot be read
   */
  static Ports parse(String option) {
    var numbers = new EnumMap<LocalPort, Integer>(LocalPort.class);
    for (var port : LocalPort.values()) {
      numbers.put(port, port.usual());
    }
    for (var part : option.strip().split(",")) {
      var choice = part.strip();
      if (choice.startsWith("+")) {
        var offset = number(choice.substring(1), choice);
        for (var port : LocalPort.values()) {
          numbers.put(port, inRange(port.usual() + offset, choice));
        }
      } else if (!choice.isEmpty()) {
        var words = choice.split(":", 2);
        if (words.length < 2) {
          throw new IllegalArgumentException(
              "-Dports: \"%s\" should be like portal:8090 or +100".formatted(choice));
        }
        numbers.put(
            LocalPort.of(words[0].strip()), inRange(number(words[1].strip(), choice), choice));
      }
    }
    return new Ports(numbers);
  }

  int of(LocalPort port) {
    return numbers.get(port);
  }

  String url(LocalPort port) {
    return "http://localhost:" + of(port);
  }

  private static int number(String digits, String choice) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "-Dports: \"%s\" in \"%s\" is not a number".formatted(digits, choice), e);
    }
  }

  private static int inRange(int number, String choice) {
    if (number < 1 || number > HIGHEST) {
      throw new IllegalArgumentException(
          "-Dports: \"%s\" gives port %d, which is not between 1 and %d"
              .formatted(choice, number, HIGHEST));
    }
    return number;
  }
}
