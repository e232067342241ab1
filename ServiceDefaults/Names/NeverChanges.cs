using Microsoft.Extensions.Primitives;

namespace Workshop.ServiceDefaults.Names;

internal static class NeverChanges
{
    public static IChangeToken Token { get; } = new CancellationChangeToken(CancellationToken.None);
}
