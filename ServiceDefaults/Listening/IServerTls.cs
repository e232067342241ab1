using System.Net.Security;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>What a service that offers HTTPS presents. Asked at every handshake, so that a new certificate needs no restart.</summary>
public interface IServerTls
{
    SslServerAuthenticationOptions Current { get; }
}
