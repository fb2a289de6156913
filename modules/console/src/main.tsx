import '@mantine/core/styles.css';
import './ui/console.css';
import './ui/document/document.css';
import { createTheme, MantineProvider, type CSSVariablesResolver } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/client';
import { App } from './shell/App';

const theme = createTheme({
    primaryColor: 'cyan',
    primaryShade: 9,
    defaultRadius: 'sm',
    fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    fontFamilyMonospace: 'ui-monospace, "SF Mono", "JetBrains Mono", Consolas, "Liberation Mono", monospace',
    headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1.05rem' } } },
});

// What Mantine dims, its red on dark, and white on what is pointed at are too faint to read for many.
const readable: CSSVariablesResolver = () => ({
    variables: { '--mantine-color-cyan-filled-hover': '#0a6375', '--mantine-primary-color-filled-hover': '#0a6375' },
    light: { '--mantine-color-dimmed': '#5c636a', '--mantine-color-error': '#c92a2a' },
    dark: { '--mantine-color-dimmed': '#a3abb3', '--mantine-color-error': '#ff8787' },
});

const queries = new QueryClient({
    defaultOptions: {
        queries: {
            staleTime: 5_000,
            // A refusal stays one; a node that is away may be back.
            retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status > 0 && error.status < 500),
        },
    },
});

// After an upgrade a tab that stands open asks for parts the node has no more: the new console has them.
window.addEventListener('vite:preloadError', () => location.reload());

createRoot(document.getElementById('root')!).render(
    <StrictMode>
        <MantineProvider theme={theme} cssVariablesResolver={readable} defaultColorScheme="auto">
            <QueryClientProvider client={queries}>
                <App />
            </QueryClientProvider>
        </MantineProvider>
    </StrictMode>,
);
