using Workshop.ServiceDefaults;

namespace Workshop.ClusterPage.Login;

/// <summary>The folder of the keys that protect cookies: nobody else on this machine may read it.</summary>
internal static class KeyFolder
{
    /// <exception cref="ServiceException">It cannot be made.</exception>
    public static DirectoryInfo Open(string path)
    {
        try
        {
            // The folder's mode guards the files in it; on Windows the user's profile does.
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(path)
                : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException($"{LoginSettings.KeysKey}: the folder '{path}' cannot be made. {e.Message} Name another, or none to keep the keys in memory.", e);
        }
    }
}
