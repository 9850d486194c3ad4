package eu.ttc.grants.local;

import static eu.ttc.grants.local.Applicant.must;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.Http.Answer;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends what changes something with an {@code Idempotency-Key}, and a random fifth of it twice: one
 * after the other, or both at once. Whatever the answers, it must have happened once.
 */
final class KeyedClient {

  private static final int ONE_OF = 5;
  private static final AtomicInteger REPEATED = new AtomicInteger();

  /** More requests at a time would only wait for each other. */
  private static final Semaphore LINES = new Semaphore(8);

  private final Http api;
  private final Random dice;

  KeyedClient(Http api, Random dice) {
    this.api = api;
    this.dice = dice;
  }

  /** How many requests were sent twice, by all clients. */
  static int repeated() {
    return REPEATED.get();
  }

  Answer post(int status, String path) {
    return send(status, http -> http.post(path));
  }

  Answer post(int status, String path, Object body) {
    return send(status, http -> http.post(path, body));
  }

  Answer postXml(int status, String path, String body) {
    return send(status, http -> http.send("POST", path, "application/xml", body));
  }

  Answer upload(int status, String path, String kind, String fileName, byte[] content) {
    return send(status, http -> http.upload(path, kind, fileName, content));
  }

  /** Sends what does not fit the state of things. */
  Answer postNotNow(String path, Object body) {
    return inLine(() -> must(409, api.post(path, body)));
  }

  Answer get(String path) {
    return inLine(() -> must(200, api.get(path)));
  }

  private Answer send(int status, Function<Http, Answer> request) {
    var key = new UUID(dice.nextLong(), dice.nextLong()).toString();
    var keyed = api.withKey(key);
    boolean twice = dice.nextInt(ONE_OF) == 0;
    boolean atOnce = dice.nextBoolean();
    if (!twice) {
      return inLine(() -> must(status, request.apply(keyed)));
    }
    REPEATED.incrementAndGet();
    return inLine(
        () -> atOnce ? bothAtOnce(status, keyed, request) : oneByOne(status, keyed, request));
  }

  private static Answer oneByOne(int status, Http keyed, Function<Http, Answer> request) {
    var first = must(status, request.apply(keyed));
    var second = must(status, request.apply(keyed));
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.text()).isEqualTo(first.text());
    return second;
  }

  private static Answer bothAtOnce(int status, Http keyed, Function<Http, Answer> request) {
    var other =
        CompletableFuture.supplyAsync(() -> request.apply(keyed), Thread::startVirtualThread);
    var one = request.apply(keyed);
    var another = other.join();
    if (isStillWorkedOn(one)) {
      return must(status, another);
    }
    must(status, one);
    if (!isStillWorkedOn(another)) {
      assertThat(must(status, another).text()).isEqualTo(one.text());
    }
    return one;
  }

  private static boolean isStillWorkedOn(Answer answer) {
    return answer.status() == 409 && answer.text().contains("still worked on");
  }

  private static Answer inLine(Supplier<Answer> request) {
    LINES.acquireUninterruptibly();
    try {
      return request.get();
    } finally {
      LINES.release();
    }
  }
}
