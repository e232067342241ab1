#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public interface IValueProvider
{
    ValueTask<string> GetValueAsync(CancellationToken cancellationToken = default) => throw null!;
    ValueTask<string> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => throw null!;
}
