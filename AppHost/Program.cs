// The parts of the application and their bonds, in Aspire's words. What it leaves out (resources, rollout, security) is policy, derived from this
// model in one place: what F5 runs as pods of the embedded cluster is what publish writes for Kubernetes.
#pragma warning disable ASPIREPROBES001 // Probes are experimental in Aspire.

var builder = DistributedApplication.CreateBuilder(LoopbackApplication.Options(args));

var cluster = builder.AddEmbeddedCluster("kubernetes").WithNodes(3);
builder.AddPublisher("workshop").WithEmbeddedCluster(cluster);
builder.AddLabs(cluster);

var signingKey = builder.AddParameter("signing-key", new GenerateParameterDefault { MinLength = 32 }, secret: true, persist: true);

var redis = builder.AddRedis("redis");

var auth = AddHealth(builder.AddProject<Projects.Auth>("auth").WithHttpEndpoint(targetPort: 8080))
    .WithEnvironment("Workshop__Signing__Key", signingKey)
    .WithReference(redis)
    .WaitFor(redis);

var hello = AddHealth(builder.AddProject<Projects.Hello>("hello").WithHttpEndpoint(targetPort: 8080))
    .WithReplicas(3)
    .WithEnvironment("Workshop__Jwks", $"{auth.GetEndpoint("http")}/.well-known/jwks.json");

var gateway = builder.AddProject<Projects.Gateway>("gateway")
    .WithHttpEndpoint(targetPort: 8080)
    .WithHttpsEndpoint(targetPort: 8443)
    .WithExternalHttpEndpoints();
AddHealth(gateway)
    .WithEnvironment("Workshop__Https", $"0.0.0.0:{gateway.GetEndpoint("https").Property(EndpointProperty.TargetPort)}")
    .WithReference(auth)
    .WithReference(hello)
    .WaitFor(auth)
    .WaitFor(hello);

builder.Build().RunInTerminal();

// Where a service listens, and how it is asked for its health: on a port of its own, which is no part of its address. A service that
// is not ready says so and is left out at once; one that is merely slow, as all are on a busy machine, must not be: then nobody is left.
IResourceBuilder<ProjectResource> AddHealth(IResourceBuilder<ProjectResource> service) => service
    .WithHttpEndpoint(targetPort: 8081, name: "health")
    .WithEndpoint("health", health => health.ExcludeReferenceEndpoint = true)
    .WithHttpProbe(ProbeType.Startup, "/livez", periodSeconds: 1, failureThreshold: 60, endpointName: "health")
    .WithHttpProbe(ProbeType.Readiness, "/readiness", periodSeconds: 1, timeoutSeconds: 5, failureThreshold: 1, endpointName: "health")
    .WithHttpProbe(ProbeType.Liveness, "/healthz", periodSeconds: 10, timeoutSeconds: 5, endpointName: "health")
    .WithEnvironment("Workshop__Http", $"0.0.0.0:{service.GetEndpoint("http").Property(EndpointProperty.TargetPort)}")
    .WithEnvironment("Workshop__Health", $"0.0.0.0:{service.GetEndpoint("health").Property(EndpointProperty.TargetPort)}")
    .WithEnvironment("Workshop__Lab", builder.ExecutionContext.IsRunMode ? "true" : "false");
