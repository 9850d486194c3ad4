package eu.ttc.grants.claim;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface ClaimRows extends Repository<Claim, ClaimId> {

  Claim save(Claim claim);

  void flush();

  List<Claim> findByApplicationOrderByNumber(String application);

  Optional<Claim> findByApplicationAndNumber(String application, int number);
}
