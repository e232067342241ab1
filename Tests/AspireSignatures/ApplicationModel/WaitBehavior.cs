#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public enum WaitBehavior
{
    WaitOnResourceUnavailable = 0,
    StopOnResourceUnavailable = 1,
}
