using System.Net;

namespace Workshop.Gateway.Origin;

/// <summary>Who asked and how, as far as it can be believed.</summary>
/// <param name="Scheme">http or https.</param>
internal sealed record ClientOrigin(IPAddress? Address, string Scheme);
