package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.zeebe.exporter.api.Exporter;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The exporter the broker loads: feeds the store from the records and opens the API for Camunda
 * Process Test. Arguments: {@code port}, and the broker's own {@code rest} and {@code monitoring}
 * addresses.
 */
public final class CptExporter implements Exporter {

  private static final Set<ValueType> WANTED =
      EnumSet.of(
          ValueType.PROCESS,
          ValueType.FORM,
          ValueType.DECISION_REQUIREMENTS,
          ValueType.PROCESS_INSTANCE,
          ValueType.VARIABLE,
          ValueType.INCIDENT,
          ValueType.USER_TASK,
          ValueType.JOB,
          ValueType.JOB_BATCH,
          ValueType.MESSAGE,
          ValueType.PROCESS_MESSAGE_SUBSCRIPTION,
          ValueType.MESSAGE_START_EVENT_SUBSCRIPTION,
          ValueType.DECISION_EVALUATION);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store = new Store();
  private final Inventory inventory = new Inventory();
  private final Projection projection = new Projection(store, inventory);
  private Map<String, Object> arguments = Map.of();
  private Controller controller;
  private Api api;

  @Override
  public void configure(Context context) {
    arguments = context.getConfiguration().getArguments();
    context.setFilter(
        new Context.RecordFilter() {
          @Override
          public boolean acceptType(RecordType type) {
            return type == RecordType.EVENT;
          }

          @Override
          public boolean acceptValue(ValueType type) {
            return WANTED.contains(type);
          }
        });
  }

  @Override
  public void open(Controller opened) {
    controller = opened;
    var broker = new Broker(URI.create(argument("rest")), URI.create(argument("monitoring")));
    var clock = new ForwardClock(broker);
    var cleanUp = new CleanUp(broker, inventory, projection, clock);
    try {
      api = new Api(Integer.parseInt(argument("port")), store, broker, clock, cleanUp);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open port " + argument("port"), e);
    }
  }

  @Override
  public void export(Record<?> event) {
    try {
      projection.apply(JSON.readTree(event.toJson())); // the broker uses the record again
    } catch (IOException e) {
      throw new UncheckedIOException("the record is no JSON", e);
    }
    controller.updateLastExportedRecordPosition(event.getPosition());
  }

  @Override
  public void close() {
    api.close();
  }

  private String argument(String name) {
    var value = arguments.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the exporter needs the argument " + name);
    }
    return value.toString();
  }
}
