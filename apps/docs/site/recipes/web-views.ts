import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, {
  origin: [
    'https://app.example', // the web
    'capacitor://localhost', // Capacitor, iOS
    'https://localhost', // Capacitor, Android
    'tauri://localhost', // Tauri, macOS, iOS and Linux
    'http://tauri.localhost', // Tauri, Windows and Android
  ],
});

app.put('/notes', async () => ({ saved: true }));
