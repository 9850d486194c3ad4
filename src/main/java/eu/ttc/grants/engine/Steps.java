package eu.ttc.grants.engine;

import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes repeated delivery of a job harmless: the first result of a step is stored in the
 * transaction that has the effect, and every later delivery gets that result back.
 */
@Service
public class Steps {

  private static final Logger log = LoggerFactory.getLogger(Steps.class);

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Steps(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    // a repeated answer is the first one to the letter, the offset of a deadline included
    this.json = json.rebuild().disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE).build();
    this.clock = clock;
  }

  /**
   * Does the work of a step once. Simultaneous deliveries of one key wait for each other.
   *
   * @param type of the result; a record, an enum or a sealed interface of records with type
   *     information for JSON
   * @return what {@code work} returned on the first delivery
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public <R> R once(StepKey key, Class<R> type, Supplier<R> work) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:step, :instance))")
        .param("step", key.step())
        .param("instance", key.elementInstance())
        .query((row, number) -> true)
        .single();
    var earlier =
        jdbc.sql(
                "select result from step_result where step = :step and element_instance ="
                    + " :instance")
            .param("step", key.step())
            .param("instance", key.elementInstance())
            .query(String.class)
            .optional();
    if (earlier.isPresent()) {
      log.info("{} of element instance {} was delivered again", key.step(), key.elementInstance());
      return json.readValue(earlier.get(), type);
    }
    R result = work.get();
    jdbc.sql(
            "insert into step_result (step, element_instance, result, completed_at)"
                + " values (:step, :instance, :result::json, :at)")
        .param("step", key.step())
        .param("instance", key.elementInstance())
        .param("result", json.writerFor(type).writeValueAsString(result))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return result;
  }
}
