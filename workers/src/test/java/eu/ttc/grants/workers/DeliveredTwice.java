package eu.ttc.grants.workers;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.exception.BpmnError;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Calls every worker twice for each job, as the engine does when an answer got lost, and takes note
 * when the second answer is not the first.
 */
final class DeliveredTwice implements BeanPostProcessor, MethodInterceptor {

  private final Queue<String> differences = new ConcurrentLinkedQueue<>();

  /** Jobs since the last question whose second delivery had another answer than the first. */
  List<String> differences() {
    var found = new ArrayList<String>();
    for (var next = differences.poll(); next != null; next = differences.poll()) {
      found.add(next);
    }
    return found;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (Arrays.stream(bean.getClass().getMethods()).noneMatch(DeliveredTwice::isWorker)) {
      return bean;
    }
    var twice = new ProxyFactory(bean);
    twice.setProxyTargetClass(true);
    twice.addAdvice(this);
    return twice.getProxy();
  }

  @Override
  public @Nullable Object invoke(MethodInvocation job) throws Throwable {
    if (!isWorker(job.getMethod())) {
      return job.proceed();
    }
    var first = deliver(job);
    var second = deliver(job);
    if (!first.text().equals(second.text())) {
      differences.add("%s: first %s, then %s".formatted(job.getMethod(), first, second));
    }
    if (second.error() != null) {
      throw second.error();
    }
    return second.result();
  }

  private record Answer(@Nullable Object result, @Nullable BpmnError error) {
    String text() {
      return error == null ? String.valueOf(result) : error.getErrorCode() + error.getMessage();
    }
  }

  private static Answer deliver(MethodInvocation job) throws Throwable {
    try {
      return new Answer(job.getMethod().invoke(job.getThis(), job.getArguments()), null);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof BpmnError refusal) {
        return new Answer(null, refusal);
      }
      throw thrown.getCause();
    }
  }

  private static boolean isWorker(Method method) {
    return method.isAnnotationPresent(JobWorker.class);
  }
}
