package eu.ttc.grants.information;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Adds up times in which the decision clock stood still; what overlaps counts once. */
final class StoppedTime {

  private StoppedTime() {}

  record Span(Instant from, Instant to) {}

  static Duration of(List<Span> spans) {
    var total = Duration.ZERO;
    var counted = Instant.MIN;
    for (var span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
      var from = span.from().isAfter(counted) ? span.from() : counted;
      if (span.to().isAfter(from)) {
        total = total.plus(Duration.between(from, span.to()));
        counted = span.to();
      }
    }
    return total;
  }
}
