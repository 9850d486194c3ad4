package eu.ttc.grants.payment;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface BatchRows extends Repository<PaymentBatch, String> {

  PaymentBatch saveAndFlush(PaymentBatch batch);

  void flush();

  Optional<PaymentBatch> findById(String id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select b from PaymentBatch b where b.id = :id")
  Optional<PaymentBatch> lockById(String id);

  List<PaymentBatch> findAllByOrderByPreparedAtDesc(Limit limit);

  @NativeQuery("select nextval('payment_batch_number')")
  long nextNumber();
}
