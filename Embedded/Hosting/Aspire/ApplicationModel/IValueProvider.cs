namespace Aspire.Hosting.ApplicationModel;

/// <summary>Has a value once the application is translated.</summary>
public interface IValueProvider
{
}
