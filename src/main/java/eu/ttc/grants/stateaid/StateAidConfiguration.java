package eu.ttc.grants.stateaid;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GrantingAuthority.class)
class StateAidConfiguration {}
