namespace Workshop.EndToEnd.Rotation;

/// <summary>What the application of these tests is made of.</summary>
internal static class RotationManifest
{
    public static string Application { get; } = $$"""
        {{Deployment("auth", 2, Variable("Workshop__SecretsFolder", "/etc/workshop") + Variable("Workshop__Signing__Lead", "00:00:05"), ("signing-key", "secret: { secretName: signing-key }", "/etc/workshop"))}}
        ---
        {{Service("auth", 80, 8080)}}
        ---
        {{Deployment("hello", 2, Variable("Workshop__Jwks", "http://auth/.well-known/jwks.json"))}}
        ---
        {{Service("hello", 80, 8080)}}
        ---
        {{Deployment(
            "gateway",
            1,
            Variable("Workshop__Routes", "/etc/gateway/routes.json") + Variable("Workshop__TlsDirectory", "/etc/tls"),
            ("routes", "configMap: { name: routes }", "/etc/gateway"),
            ("tls-certs", "secret: { secretName: tls-certs }", "/etc/tls"))}}
        ---
        {{Service("gateway", 8443, 8443)}}
        """;

    /// <param name="more">Another path that greets, by which one sees that these routes are in force.</param>
    public static string Routes(string more = "/hi") => $$"""
        { "ReverseProxy": {
          "Routes": {
            "login": { "ClusterId": "auth", "Match": { "Path": "/login" } },
            "logout": { "ClusterId": "auth", "Match": { "Path": "/logout" } },
            "keys": { "ClusterId": "auth", "Match": { "Path": "/.well-known/jwks.json" } },
            "more": { "ClusterId": "hello", "Match": { "Path": "{{more}}" }, "Transforms": [ { "PathSet": "/" } ] },
            "others": { "ClusterId": "hello", "Match": { "Path": "/{**rest}" } } },
          "Clusters": {
            "auth": { "Destinations": { "auth": { "Address": "http://auth" } } },
            "hello": { "Destinations": { "hello": { "Address": "http://hello" } } } } } }
        """;

    private static string Variable(string name, string value) => $"{{ name: {name}, value: \"{value}\" }}, ";

    private static string Deployment(string name, int replicas, string variables, params (string Name, string Source, string Path)[] volumes) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}} }
        spec:
          replicas: {{replicas}}
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec:
              containers:
              - name: {{name}}
                image: workshop/{{name}}:1.0.0
                env: [{{variables}}{ name: Workshop__Lab, value: "true" }, { name: Workshop__AccessLog, value: "off" }]
                readinessProbe: { httpGet: { path: /readiness, port: 8081 }, periodSeconds: 1, failureThreshold: 1 }
                volumeMounts: [{{string.Join(", ", volumes.Select(volume => $"{{ name: {volume.Name}, mountPath: {volume.Path} }}"))}}]
              volumes: [{{string.Join(", ", volumes.Select(volume => $"{{ name: {volume.Name}, {volume.Source} }}"))}}]
        """;

    private static string Service(string name, int port, int targetPort) => $$"""
        apiVersion: v1
        kind: Service
        metadata: { name: {{name}} }
        spec:
          selector: { app: {{name}} }
          ports: [{ name: main, port: {{port}}, targetPort: {{targetPort}} }]
        """;
}
