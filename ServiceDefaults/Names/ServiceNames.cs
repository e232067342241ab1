using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Workshop.ServiceDefaults.Files;

namespace Workshop.ServiceDefaults.Names;

/// <summary>
/// Names of Services and the addresses of their ready pods, as the node's names files tell them; for HTTP clients, the gateway and clients of
/// other protocols alike. Outside of the embedded cluster there is no such file, and every name is the system resolver's.
/// </summary>
public sealed partial class ServiceNames : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (byte[] Text, NamesDocument Document)> _parsed = new(StringComparer.Ordinal);
    private readonly IPAddress? _podIP;
    private readonly string _ownNamespace;
    private readonly Lazy<FollowedFolder>? _folder;
    private readonly ILogger _logger;

    internal ServiceNames(string? namesFile, IPAddress? podIP, TimeProvider time, ILogger<ServiceNames> logger)
    {
        _podIP = podIP;
        _logger = logger;
        _ownNamespace = Path.GetFileNameWithoutExtension(namesFile) ?? "";
        if (namesFile is not null)
        {
            // Lazily: a service that calls nobody watches nothing.
            var folder = Path.GetDirectoryName(Path.GetFullPath(namesFile))!;
            _folder = new Lazy<FollowedFolder>(() => new FollowedFolder(folder, time, logger));
        }
    }

    /// <param name="nameAndPort">Such as <c>redis:6379</c>.</param>
    /// <exception cref="ServiceException">It is not NAME:PORT.</exception>
    public NameAnswer Find(string nameAndPort)
    {
        ArgumentNullException.ThrowIfNull(nameAndPort);
        var colon = nameAndPort.LastIndexOf(':');
        return colon > 0 && int.TryParse(nameAndPort[(colon + 1)..], out var port)
            ? Find(nameAndPort[..colon], port)
            : throw new ServiceException($"'{nameAndPort}' is not NAME:PORT, such as 'redis:6379'.");
    }

    /// <param name="host">Such as <c>hello</c>, <c>hello.workshop</c>, <c>hello.workshop.svc.cluster.local</c>.</param>
    /// <param name="port">The Service's port.</param>
    public NameAnswer Find(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Find(host, each => each.Port == port, $"port {port}", port);
    }

    /// <param name="host">As for <see cref="Find(string, int)"/>.</param>
    /// <param name="portName">The name that the Service gives to its port.</param>
    public NameAnswer FindByPortName(string host, string portName)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Find(host, each => each.Name == portName, $"port '{portName}'", localPort: 0);
    }

    public void Dispose()
    {
        if (_folder is { IsValueCreated: true })
        {
            _folder.Value.Dispose();
        }
    }

    private NameAnswer Find(string host, Func<NamedPort, bool> isWanted, string wanted, int localPort)
    {
        if (_podIP is not null && localPort > 0 && host is ("localhost" or "127.0.0.1" or "[::1]" or "::1"))
        {
            // Containers of one pod reach one another by localhost, which here is the pod's address.
            return new NameAnswer(true, [new IPEndPoint(_podIP, localPort)], null, NeverChanges.Token);
        }

        if (_folder is null || IPAddress.TryParse(host.Trim('[', ']'), out _))
        {
            return new NameAnswer(false, [], null, NeverChanges.Token);
        }

        var changed = _folder.Value.GetChangeToken();
        foreach (var (space, name) in NameQuery.Candidates(host, _ownNamespace))
        {
            if (DocumentOf(space).Find(name) is { } ports)
            {
                return Answer($"'{name}' in namespace '{space}'", ports, isWanted, wanted, changed);
            }
        }

        return new NameAnswer(false, [], null, changed);
    }

    private static NameAnswer Answer(string service, IReadOnlyList<NamedPort> ports, Func<NamedPort, bool> isWanted, string wanted, IChangeToken changed)
    {
        var endpoints = ports.FirstOrDefault(isWanted)?.Endpoints;
        var problem = endpoints switch
        {
            null => $"Service {service} has no {wanted}; it has {string.Join(", ", ports.Select(each => each.Port))}.",
            { Count: 0 } => $"Service {service} has no ready endpoints.",
            _ => null,
        };
        return new NameAnswer(true, endpoints ?? [], problem, changed);
    }

    private NamesDocument DocumentOf(string space)
    {
        if (_folder!.Value.Read($"{space}.json") is not { } text)
        {
            return NamesDocument.Empty;
        }

        lock (_lock)
        {
            if (_parsed.TryGetValue(space, out var known) && ReferenceEquals(known.Text, text))
            {
                return known.Document;
            }

            var document = known.Document ?? NamesDocument.Empty;
            try
            {
                document = NamesDocument.Parse(text);
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                LogUnreadable(space, e.Message);
            }

            _parsed[space] = (text, document);
            return document;
        }
    }

    [LoggerMessage(EventId = 5030, Level = LogLevel.Warning, Message = "The names file of namespace '{Namespace}' cannot be read, the names before it stay in force: {Reason}")]
    private partial void LogUnreadable(string @namespace, string reason);
}
