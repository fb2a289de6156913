// Before the first paint, so that a dark console does not flash; a file of its own, since inline scripts are not allowed.
(function () {
    var wanted = 'auto';
    try {
        wanted = localStorage.getItem('mantine-color-scheme-value') || 'auto';
    } catch {
        // no storage: as the system says
    }
    var dark = wanted === 'dark' || (wanted === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
