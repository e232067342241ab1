using MudBlazor;

namespace Workshop.ClusterPage.Shell;

/// <summary>
/// Both themes, as CSS variables under <c>:root[data-scheme=…]</c>. Both are in every page, and a script in the head says which one holds
/// before anything is drawn: no flash, and no word from the server.
/// </summary>
internal static class Themes
{
    private static readonly string[] Text = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"];

    public static MudTheme Light { get; } = WithWords(new MudTheme
    {
        PseudoCss = new PseudoCss { Scope = ":root[data-scheme=light]" },
        PaletteLight = new PaletteLight
        {
            Primary = "#1f55c4",
            PrimaryContrastText = "#ffffff",
            Secondary = "#6b3fa0",
            Tertiary = "#0b7285",
            Info = "#0b6aa8",
            Success = "#187245",
            Warning = "#8a5800",
            Error = "#b3261e",
            Dark = "#27303c",
            Background = "#f5f6f8",
            BackgroundGray = "#eceff3",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            DrawerText = "#27303c",
            DrawerIcon = "#55606e",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2430",
            TextPrimary = "#1b2430",
            TextSecondary = "#525d6b",
            TextDisabled = "#6b7582",
            ActionDefault = "#525d6b",
            ActionDisabled = "#8a94a1",
            ActionDisabledBackground = "#e3e7ec",
            LinesDefault = "#dbe0e7",
            LinesInputs = "#8a94a1",
            TableLines = "#e3e7ec",
            TableHover = "#eef3fb",
            Divider = "#dbe0e7",
            HoverOpacity = 0.06,
        },
    });

    public static MudTheme Dark { get; } = WithWords(new MudTheme
    {
        PseudoCss = new PseudoCss { Scope = ":root[data-scheme=dark]" },
        PaletteDark = new PaletteDark
        {
            Primary = "#8ab4ff",
            PrimaryContrastText = "#0b1830",
            Secondary = "#cba6f7",
            SecondaryContrastText = "#1d1030",
            Tertiary = "#6fd3e3",
            TertiaryContrastText = "#04252b",
            Info = "#7cc4f0",
            InfoContrastText = "#06202f",
            Success = "#63d391",
            SuccessContrastText = "#04220f",
            Warning = "#f0b94d",
            WarningContrastText = "#2a1b00",
            Error = "#ff9a91",
            ErrorContrastText = "#330b07",
            Dark = "#0d1117",
            Background = "#12161c",
            BackgroundGray = "#0e1217",
            Surface = "#1a2029",
            DrawerBackground = "#1a2029",
            DrawerText = "#dfe5ed",
            DrawerIcon = "#a7b1bf",
            AppbarBackground = "#1a2029",
            AppbarText = "#e7ecf3",
            TextPrimary = "#e7ecf3",
            TextSecondary = "#a7b1bf",
            TextDisabled = "#8a95a4",
            ActionDefault = "#a7b1bf",
            ActionDisabled = "#6d7887",
            ActionDisabledBackground = "#262e39",
            LinesDefault = "#313a47",
            LinesInputs = "#6d7887",
            TableLines = "#2a323e",
            TableHover = "#222b38",
            Divider = "#313a47",
            HoverOpacity = 0.09,
        },
    });

    private static MudTheme WithWords(MudTheme theme)
    {
        var typography = theme.Typography;
        BaseTypography[] all =
        [
            typography.Default, typography.H1, typography.H2, typography.H3, typography.H4, typography.H5, typography.H6, typography.Subtitle1,
            typography.Subtitle2, typography.Body1, typography.Body2, typography.Button, typography.Caption, typography.Overline,
        ];
        foreach (var one in all)
        {
            one.FontFamily = Text;
            one.LetterSpacing = "normal";
        }

        typography.Button.TextTransform = "none";
        theme.LayoutProperties.DefaultBorderRadius = "6px";
        return theme;
    }
}
