package eu.ttc.grants.portal;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.kernel.ApplicationRef;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages and API clients what happens to an application, as server-sent events. Each copy
 * of the programme listens to the database on one connection of its own; whatever was missed while
 * that was broken is read from the history, so no entry is ever skipped.
 */
@Component
public class LiveStatus implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LiveStatus.class);
  private static final int LISTEN_MILLIS = 2_000;
  private static final long KEEP_ALIVE_SECONDS = 20;

  private final DataSource database;
  private final Applications applications;
  private final Map<ApplicationRef, Set<Stream>> streams = new ConcurrentHashMap<>();
  private volatile CountDownLatch stopped = new CountDownLatch(0);

  LiveStatus(DataSource database, Applications applications) {
    this.database = database;
    this.applications = applications;
  }

  /** Turns a history entry into what is sent. */
  @FunctionalInterface
  public interface Telling {

    /** The data of the event, as JSON object or HTML text. */
    Object data(HistoryEntry entry);
  }

  /**
   * Opens a stream of the events {@code status}; the id of each is its number in the history.
   *
   * @param after number of the last entry the client knows
   */
  public SseEmitter stream(ApplicationRef ref, int after, Telling telling) {
    var stream = new Stream(ref, after, telling);
    streams.compute(
        ref,
        (key, open) -> {
          var all = open == null ? ConcurrentHashMap.<Stream>newKeySet() : open;
          all.add(stream);
          return all;
        });
    stream.emitter.onCompletion(stream::end);
    stream.emitter.onTimeout(stream::end);
    stream.emitter.onError(broken -> stream.end());
    Thread.ofVirtual().name("live-" + ref).start(stream::run);
    return stream.emitter;
  }

  @Override
  public void start() {
    var end = new CountDownLatch(1);
    stopped = end;
    Thread.ofVirtual().name("live-status").start(() -> listen(end));
  }

  /** Ends all streams first, so that the web server need not wait for them. */
  @Override
  public void stop() {
    stopped.countDown();
    streams.values().forEach(open -> open.forEach(Stream::end));
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  /** Until {@code end}: who starts again right after the stop has a latch of their own. */
  private void listen(CountDownLatch end) {
    while (end.getCount() > 0) {
      try (var connection = database.getConnection()) {
        listenOn(connection, end);
      } catch (SQLException broken) {
        if (end.getCount() > 0) {
          log.warn("Live status is broken, listening again in a second: {}", broken.getMessage());
        }
      }
      try {
        if (end.await(1, TimeUnit.SECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void listenOn(Connection connection, CountDownLatch end) throws SQLException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("listen application_status");
      streams.values().forEach(open -> open.forEach(Stream::wake));
      var listening = connection.unwrap(PGConnection.class);
      while (end.getCount() > 0) {
        var told = listening.getNotifications(LISTEN_MILLIS);
        if (told == null || told.length == 0) {
          statement.execute("select 1");
          continue;
        }
        for (var notification : told) {
          ApplicationRef.parse(notification.getParameter())
              .map(streams::get)
              .ifPresent(open -> open.forEach(Stream::wake));
        }
      }
      statement.execute("unlisten *");
    }
  }

  private final class Stream {

    private final ApplicationRef ref;
    private final Telling telling;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final Semaphore news = new Semaphore(1);
    private int last;
    private volatile boolean open = true;

    Stream(ApplicationRef ref, int after, Telling telling) {
      this.ref = ref;
      this.last = after;
      this.telling = telling;
    }

    void wake() {
      news.release();
    }

    void end() {
      open = false;
      news.release();
    }

    void run() {
      try {
        emitter.send(SseEmitter.event().comment("listening"));
        while (open && isRunning()) {
          if (news.tryAcquire(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)) {
            news.drainPermits();
            sendNews();
          } else {
            emitter.send(SseEmitter.event().comment("still here"));
          }
        }
        emitter.complete();
      } catch (IOException | IllegalStateException gone) {
        log.debug("A reader of {} left: {}", ref, gone.getMessage());
        emitter.complete();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        emitter.complete();
      } catch (RuntimeException failed) {
        log.warn("The live status of {} ends; clients connect again", ref, failed);
        emitter.completeWithError(failed);
      } finally {
        streams.computeIfPresent(
            ref,
            (key, all) -> {
              all.remove(this);
              return all.isEmpty() ? null : all;
            });
      }
    }

    private void sendNews() throws IOException {
      for (var entry : applications.history(ref)) {
        if (entry.number() > last && open) {
          emitter.send(
              SseEmitter.event()
                  .name("status")
                  .id(String.valueOf(entry.number()))
                  .data(telling.data(entry)));
          last = entry.number();
        }
      }
    }
  }
}
