package eu.ttc.grants.local;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The ports of the local platform, all on loopback, with the numbers they have unless chosen. */
enum LocalPort {
  PORTAL("portal", 8080, "portal and API"),
  TASKLIST("tasklist", 8088, "Tasklist and Operate"),
  TASKLIST_MANAGEMENT("tasklist-management", 29601, "health of Tasklist and Operate"),
  ZEEBE_GRPC("zeebe-grpc", 26500, "Zeebe, gRPC"),
  ZEEBE_REST("zeebe-rest", 28080, "Zeebe, REST"),
  ZEEBE_COMMAND("zeebe-command", 26501, "Zeebe, between its own parts"),
  ZEEBE_INTERNAL("zeebe-internal", 26502, "Zeebe, between its own parts"),
  ZEEBE_MANAGEMENT("zeebe-management", 29600, "health of Zeebe"),
  DATABASE("database", 5433, "PostgreSQL"),
  SMTP("smtp", 2525, "mail"),
  OPENSEARCH("opensearch", 9201, "OpenSearch"),
  OPENSEARCH_TRANSPORT("opensearch-transport", 9301, "OpenSearch, between its own parts");

  private final String key;
  private final int usual;
  private final String purpose;

  LocalPort(String key, int usual, String purpose) {
    this.key = key;
    this.usual = usual;
    this.purpose = purpose;
  }

  /** The word that the option {@code -Dports} uses. */
  String key() {
    return key;
  }

  int usual() {
    return usual;
  }

  String purpose() {
    return purpose;
  }

  static LocalPort of(String key) {
    return Arrays.stream(values())
        .filter(port -> port.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "-Dports knows no \"%s\"; it knows %s"
                        .formatted(
                            key,
                            Arrays.stream(values())
                                .map(LocalPort::key)
                                .collect(Collectors.joining(", ")))));
  }
}
