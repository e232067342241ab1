using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Lab.Faults;
using Workshop.Endpoints.Login;
using Workshop.Endpoints.Redis;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Secure;
using Workshop.Endpoints.Tokens;
using Workshop.Endpoints.Users;
using Workshop.Fuzz.Tests.Engine;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Listening;
using Workshop.ServiceDefaults.Names;
using Workshop.ServiceDefaults.Settings;
using Workshop.ServiceDefaults.Telemetry;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>What the services read: tokens, logins, keys, the feed of revocations, names, settings.</summary>
internal static class ServiceReaders
{
    private static readonly SharedSecret Secret = new("a secret that is long enough for everybody");
    private static readonly ServiceFlag[] Flags = [new("http", "Workshop:Http", "where"), new("secret", "Workshop:Secret", "what")];

    public static IEnumerable<ReaderDoor> All() =>
    [
        ReaderDoor.OfText("token", Token, [new TokenIssuer(Secret, TimeProvider.System).Issue(new User("user", "user@example.com", "")), "eyJhbGciOiJIUzI1NiIsImFsZyI6IngifQ.e30.x"]),
        ReaderDoor.OfText("token-header", text => TokenHeader.Of($"{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))}.x"), ["""{"alg":"ES256","kid":"x","typ":"JWT"}"""], "alg", "kid"),
        ReaderDoor.OfText("login-header", text => BasicCredentials.Of(text), ["Basic dXNlcjpwYXNzd29yZA==", "basic Og=="], "Basic ", "=="),
        ReaderDoor.OfText("bearer-header", text => BearerToken.Of(text), ["Bearer eyJ.x.y"], "Bearer "),
        ReaderDoor.OfBytes("jwks", bytes => ReaderDoor.Refuse<JsonException>(() => JwksDocument.Read(bytes)), [JwksDocument.Write([Published()])], "kty", "\"EC\"", "P-256", "kid", "keys"),
        new ReaderDoor("key-text", bytes => ReaderDoor.Refuse<FormatException>(() => KeyText.Parse(Encoding.UTF8.GetString(bytes))), [.. new[] { "a secret text of more than thirty-two letters\nanother secret text of more than thirty-two letters", Pem() }.Select(Encoding.UTF8.GetBytes)], ["-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"], share: 2),
        ReaderDoor.Refusing<FormatException>("withdrawn-keys", text => KeyText.Withdrawn(text), [$"{new string('a', 43)}, {new string('B', 43)}"]),
        ReaderDoor.Refusing<FormatException>("revocation-feed", text => FeedLine.Parse(text), ["""{"revoked":{"a":1767323045},"keys":"k","withdrawn":["b"],"degraded":true,"complete":true}"""]),
        ReaderDoor.OfText("revocation-cutoff", text => Cutoff.Of(text)?.ToRevocation(), ["before-1767323045-everybody", "before-1-abc"], "before-", "everybody"),
        ReaderDoor.OfBytes("faults", bytes => FaultText.Parse(bytes), [Encoding.UTF8.GetBytes("""{"latencyMs": 300, "errorRate": 0.2, "memoryMiB": 1, "cpus": 0.5, "seconds": 9}""")]),
        ReaderDoor.OfText("user-line", text => UserLine.Parse(text, out _), ["user:$2a$10$vJgadGXiMOz8KkUabZutDuvJgadGXiMOz8KkUabZutDuvJgadGXiMO:a@b"], "$2a$10$", ":"),
        ReaderDoor.OfText("forwarded-for", text => ClientAddress.PlaceOf(new ClientAddress([new IPNetwork(IPAddress.Loopback, 32)]).Of(IPAddress.Loopback, text)), ["203.0.113.7, 10.0.0.1", "[2001:db8::7]:4711", "::ffff:1.2.3.4"]),
        ReaderDoor.OfText("names-file", NamesFile, ["""{ "names": { "hello": { "clusterIP": "127.40.128.3", "ports": [ { "name": "http", "port": 80, "endpoints": ["127.40.1.1:8080"] } ] } } }"""]),
        ReaderDoor.OfText("name-query", text => _ = NameQuery.Candidates(text, "default").ToList(), ["hello.workshop.svc.cluster.local", "redis-0.redis"], ".svc", ".svc.cluster.local", "."),
        ReaderDoor.OfText("listen-address", text => _ = ListenAddress.TryParse(text, out _, out _), ["0.0.0.0:8080", ":80", "[::]:1", "localhost:http"]),
        ReaderDoor.OfText("network", text => NetworkText.Parse(text), ["10.0.0.0/8", "::/0", "127.0.0.1"], "/"),
        ReaderDoor.OfText("otlp-headers", text => OtlpHeaders.ProblemOf(text), ["x-otlp-api-key=abc,tenant=a%20b"], "=", ",", "%2C"),
        ReaderDoor.OfBytes("target-scheme", bytes => TargetScheme.TryMend(new ReadOnlySequence<byte>([.. bytes]), out _), [Encoding.ASCII.GetBytes("GET HTTP://gateway/ HTTP/1.1\r\nHost: x\r\n")], "HTTPS://", "http://"),
        ReaderDoor.Refusing<ServiceException>("service-flags", text => CommandLineFlags.Parse(text.Split('\n'), Flags), ["--http=0.0.0.0:80\n-secret\nx\n--Workshop:Key=v", "--help"], "--", "\n", "--http", "="),
        ReaderDoor.Refusing<ServiceException>("service-settings", Settings, ["true\n00:00:05\n10\n10.0.0.0/8,::1\n127.0.0.1", "false\n5s\n1e3\n\n::"], "\n", "99999999.23:59:59", "1.00:00:00"),
        ReaderDoor.Refusing<ServiceException>("redis-setting", text => RedisPlan.Parse(text), ["redis:6379,password=x,ssl=true,connectTimeout=5", "a:1,b:2,serviceName=m"], ",password=", ",ssl=", ",connectTimeout=", ",protocol=resp3", ",defaultDatabase="),
    ];

    private static void Token(string text)
    {
        var verifier = new TokenVerifier(Secret, new RevocationSet(TimeProvider.System), new OwnRevocations(), new TokenCache(TimeProvider.System), TimeProvider.System);
        verifier.VerifyAsync(text, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private static void NamesFile(string text)
    {
        // Either of these is what it says of itself.
        ReaderDoor.Refuse<FormatException>(() => ReaderDoor.Refuse<JsonException>(() => NamesDocument.Parse(Encoding.UTF8.GetBytes(text))));
    }

    private static void Settings(string text)
    {
        var keys = new[] { "a", "b", "c", "d", "e" };
        var values = keys.Zip(text.Split('\n')).ToDictionary(pair => pair.First, pair => (string?)pair.Second);
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        reader.Boolean("a");
        reader.Duration("b", TimeSpan.Zero, TimeSpan.FromHours(1));
        reader.Number("c", 1, 0, 1000);
        reader.Networks("d");
        reader.IPAddress("e");
        reader.Choice("a", DayOfWeek.Monday);
        reader.ThrowIfWrong();
    }

    private static Microsoft.IdentityModel.Tokens.JsonWebKey Published() => KeyText.Parse("a secret text of more than thirty-two letters")[0].Public;

    private static string Pem()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
